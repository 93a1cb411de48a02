-- Who else used a credential is asked for each credential of the calls that come.
CREATE INDEX path_credential ON path (credential_id) WHERE credential_id > 0;
