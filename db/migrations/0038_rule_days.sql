-- What each rule decided by day (UTC) and caller, so that the list of rules reads no decision of a
-- day that is over. Caller 0: nobody that is known.
CREATE TABLE rule_day (
  day date NOT NULL,
  rule_id text NOT NULL,
  caller_id integer NOT NULL,
  n bigint NOT NULL,
  last timestamptz NOT NULL,
  PRIMARY KEY (day, rule_id, caller_id)
);
--> statement-breakpoint
-- Days that were counted, also those without a decision.
CREATE TABLE rule_day_counted (day date PRIMARY KEY);
