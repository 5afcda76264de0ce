-- The second lock: PostgreSQL itself keeps organisations apart, whatever a statement forgets. The first lock is in the stores.
--
-- Each transaction says whose rows it may see: `plumbline.organisations`, ids with commas between. `plumbline.system` = 'on' opens what
-- sign-in, invitations, the job queue and deletion of files need, but no dossier and no record. Without settings nothing is seen.
-- FORCE binds the owner of the tables too; superusers and roles with BYPASSRLS pass by, and the server warns when it runs as one.
-- The settings are read in sub-selects, which PostgreSQL evaluates once per statement and not once per row.
-- A migration that changes rows first says ALTER TABLE … NO FORCE ROW LEVEL SECURITY, and FORCE at its end.

ALTER TABLE organisation ENABLE ROW LEVEL SECURITY;
ALTER TABLE organisation FORCE ROW LEVEL SECURITY;
-- Partners of shared dossiers are seen by name, never changed.
CREATE POLICY organisation_seen ON organisation FOR SELECT USING (
  id = ANY ((SELECT string_to_array(current_setting('plumbline.organisations', true), ','))::text[])
  OR (SELECT current_setting('plumbline.system', true)) = 'on'
  OR id IN (SELECT p.owner_id FROM dossier_party p)
  OR id IN (SELECT p.organisation_id FROM dossier_party p)
);
CREATE POLICY organisation_made ON organisation FOR INSERT WITH CHECK (
  id = ANY ((SELECT string_to_array(current_setting('plumbline.organisations', true), ','))::text[])
  OR (SELECT current_setting('plumbline.system', true)) = 'on'
);
CREATE POLICY organisation_changed ON organisation FOR UPDATE USING (
  id = ANY ((SELECT string_to_array(current_setting('plumbline.organisations', true), ','))::text[])
  OR (SELECT current_setting('plumbline.system', true)) = 'on'
);

ALTER TABLE membership ENABLE ROW LEVEL SECURITY;
ALTER TABLE membership FORCE ROW LEVEL SECURITY;
CREATE POLICY membership_own ON membership USING (
  organisation_id = ANY ((SELECT string_to_array(current_setting('plumbline.organisations', true), ','))::text[])
  OR (SELECT current_setting('plumbline.system', true)) = 'on'
);

ALTER TABLE invitation ENABLE ROW LEVEL SECURITY;
ALTER TABLE invitation FORCE ROW LEVEL SECURITY;
CREATE POLICY invitation_own ON invitation USING (
  organisation_id = ANY ((SELECT string_to_array(current_setting('plumbline.organisations', true), ','))::text[])
  OR (SELECT current_setting('plumbline.system', true)) = 'on'
);

ALTER TABLE api_token ENABLE ROW LEVEL SECURITY;
ALTER TABLE api_token FORCE ROW LEVEL SECURITY;
CREATE POLICY api_token_own ON api_token USING (
  organisation_id = ANY ((SELECT string_to_array(current_setting('plumbline.organisations', true), ','))::text[])
  OR (SELECT current_setting('plumbline.system', true)) = 'on'
);

ALTER TABLE job ENABLE ROW LEVEL SECURITY;
ALTER TABLE job FORCE ROW LEVEL SECURITY;
CREATE POLICY job_own ON job USING (
  organisation_id = ANY ((SELECT string_to_array(current_setting('plumbline.organisations', true), ','))::text[])
  OR (SELECT current_setting('plumbline.system', true)) = 'on'
);

-- Only the owner of a dossier says who takes part in it; both sides see that they do.
ALTER TABLE dossier_party ENABLE ROW LEVEL SECURITY;
ALTER TABLE dossier_party FORCE ROW LEVEL SECURITY;
CREATE POLICY dossier_party_seen ON dossier_party FOR SELECT USING (
  organisation_id = ANY ((SELECT string_to_array(current_setting('plumbline.organisations', true), ','))::text[])
  OR owner_id = ANY ((SELECT string_to_array(current_setting('plumbline.organisations', true), ','))::text[])
);
CREATE POLICY dossier_party_made ON dossier_party FOR INSERT WITH CHECK (
  owner_id = ANY ((SELECT string_to_array(current_setting('plumbline.organisations', true), ','))::text[])
);
CREATE POLICY dossier_party_removed ON dossier_party FOR DELETE USING (
  owner_id = ANY ((SELECT string_to_array(current_setting('plumbline.organisations', true), ','))::text[])
);

ALTER TABLE dossier ENABLE ROW LEVEL SECURITY;
ALTER TABLE dossier FORCE ROW LEVEL SECURITY;
CREATE POLICY dossier_shared ON dossier USING (
  organisation_id = ANY ((SELECT string_to_array(current_setting('plumbline.organisations', true), ','))::text[])
  OR id IN (
    SELECT p.dossier_id FROM dossier_party p
    WHERE p.organisation_id = ANY ((SELECT string_to_array(current_setting('plumbline.organisations', true), ','))::text[])
  )
);

ALTER TABLE record ENABLE ROW LEVEL SECURITY;
ALTER TABLE record FORCE ROW LEVEL SECURITY;
CREATE POLICY record_shared ON record USING (
  organisation_id = ANY ((SELECT string_to_array(current_setting('plumbline.organisations', true), ','))::text[])
  OR dossier_id IN (
    SELECT p.dossier_id FROM dossier_party p
    WHERE p.organisation_id = ANY ((SELECT string_to_array(current_setting('plumbline.organisations', true), ','))::text[])
  )
);

-- History is read and added to; there is no policy to change or delete it.
ALTER TABLE record_version ENABLE ROW LEVEL SECURITY;
ALTER TABLE record_version FORCE ROW LEVEL SECURITY;
CREATE POLICY record_version_seen ON record_version FOR SELECT USING (
  organisation_id = ANY ((SELECT string_to_array(current_setting('plumbline.organisations', true), ','))::text[])
  OR dossier_id IN (
    SELECT p.dossier_id FROM dossier_party p
    WHERE p.organisation_id = ANY ((SELECT string_to_array(current_setting('plumbline.organisations', true), ','))::text[])
  )
);
CREATE POLICY record_version_added ON record_version FOR INSERT WITH CHECK (
  organisation_id = ANY ((SELECT string_to_array(current_setting('plumbline.organisations', true), ','))::text[])
  OR dossier_id IN (
    SELECT p.dossier_id FROM dossier_party p
    WHERE p.organisation_id = ANY ((SELECT string_to_array(current_setting('plumbline.organisations', true), ','))::text[])
  )
);

ALTER TABLE evaluation ENABLE ROW LEVEL SECURITY;
ALTER TABLE evaluation FORCE ROW LEVEL SECURITY;
CREATE POLICY evaluation_shared ON evaluation USING (
  organisation_id = ANY ((SELECT string_to_array(current_setting('plumbline.organisations', true), ','))::text[])
  OR dossier_id IN (
    SELECT p.dossier_id FROM dossier_party p
    WHERE p.organisation_id = ANY ((SELECT string_to_array(current_setting('plumbline.organisations', true), ','))::text[])
  )
);

-- The system sees which files are still linked, else it would delete files of others.
ALTER TABLE evidence_blob ENABLE ROW LEVEL SECURITY;
ALTER TABLE evidence_blob FORCE ROW LEVEL SECURITY;
CREATE POLICY evidence_blob_seen ON evidence_blob FOR SELECT USING (
  (SELECT current_setting('plumbline.system', true)) = 'on'
);
CREATE POLICY evidence_blob_shared ON evidence_blob USING (
  organisation_id = ANY ((SELECT string_to_array(current_setting('plumbline.organisations', true), ','))::text[])
  OR dossier_id IN (
    SELECT p.dossier_id FROM dossier_party p
    WHERE p.organisation_id = ANY ((SELECT string_to_array(current_setting('plumbline.organisations', true), ','))::text[])
  )
);

-- The trail is read and added to; there is no policy to change or delete it. A laboratory's act on a supplier's dossier goes into the
-- supplier's trail, which the laboratory does not read: `plumbline.audit_chain` names the trail for the moment of adding.
ALTER TABLE audit_event ENABLE ROW LEVEL SECURITY;
ALTER TABLE audit_event FORCE ROW LEVEL SECURITY;
CREATE POLICY audit_event_seen ON audit_event FOR SELECT USING (
  organisation_id = ANY ((SELECT string_to_array(current_setting('plumbline.organisations', true), ','))::text[])
);
CREATE POLICY audit_event_added ON audit_event FOR INSERT WITH CHECK (
  organisation_id = (SELECT current_setting('plumbline.audit_chain', true))
);

ALTER TABLE audit_head ENABLE ROW LEVEL SECURITY;
ALTER TABLE audit_head FORCE ROW LEVEL SECURITY;
CREATE POLICY audit_head_seen ON audit_head FOR SELECT USING (
  organisation_id = ANY ((SELECT string_to_array(current_setting('plumbline.organisations', true), ','))::text[])
);
CREATE POLICY audit_head_moved ON audit_head USING (
  organisation_id = (SELECT current_setting('plumbline.audit_chain', true))
);
