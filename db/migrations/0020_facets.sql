-- Whether a pair of issuer and subject names one principal: queries compare pairs in any case.
CREATE INDEX principal_pair ON principal (lower(iss || '|' || sub));
