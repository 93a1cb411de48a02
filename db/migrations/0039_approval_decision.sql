-- From the decision that let a held call run to what people had approved.
CREATE INDEX approval_used_decision ON approval (used_decision_id)
  WHERE used_decision_id IS NOT NULL;
