PRAGMA application_id=1347245141;
PRAGMA user_version=9;
BEGIN TRANSACTION;
CREATE TABLE "absences"(rowid INTEGER PRIMARY KEY, pm_uid TEXT NOT NULL REFERENCES postmortem(uid), id TEXT NOT NULL, rank TEXT NOT NULL DEFAULT '', "milestone" TEXT, "why" TEXT NOT NULL DEFAULT 'unknown', "reason" TEXT NOT NULL DEFAULT '', hash TEXT NOT NULL, UNIQUE(pm_uid, id)) STRICT;
CREATE TABLE "actions"(rowid INTEGER PRIMARY KEY, pm_uid TEXT NOT NULL REFERENCES postmortem(uid), id TEXT NOT NULL, rank TEXT NOT NULL DEFAULT '', "text" TEXT NOT NULL DEFAULT '', "type" TEXT, "owner" TEXT NOT NULL DEFAULT '', "priority" TEXT, "state" TEXT NOT NULL DEFAULT 'proposed', "due" TEXT, "review_on" TEXT, "tracker" TEXT NOT NULL DEFAULT '', "done_when" TEXT NOT NULL DEFAULT '', "factors" TEXT NOT NULL DEFAULT '[]', "lessons" TEXT NOT NULL DEFAULT '[]', "theme" TEXT NOT NULL DEFAULT '', "effort" TEXT NOT NULL DEFAULT '', "done_during" INTEGER NOT NULL DEFAULT 0, "declined_because" TEXT NOT NULL DEFAULT '', "detail" TEXT NOT NULL DEFAULT '', hash TEXT NOT NULL, UNIQUE(pm_uid, id)) STRICT;
INSERT INTO "actions" VALUES(1,'goldenschemaone1','action1','i0000','alert on the error rate',NULL,'',NULL,'proposed',NULL,NULL,'','','["factor1"]','[]','','',0,'','','97bad86ad1474b93034b0ad78f813627');
CREATE TABLE "causes"(pm_uid TEXT PRIMARY KEY REFERENCES postmortem(uid), "lead_up" TEXT NOT NULL DEFAULT '', "only_one_because" TEXT NOT NULL DEFAULT '', "past_checked" TEXT NOT NULL DEFAULT '', hash TEXT NOT NULL) STRICT;
INSERT INTO "causes" VALUES('goldenschemaone1','','','','8ba284d6d5e9e4fddcdf2c7f8b1a6239');
CREATE TABLE "events"(rowid INTEGER PRIMARY KEY, pm_uid TEXT NOT NULL REFERENCES postmortem(uid), id TEXT NOT NULL, rank TEXT NOT NULL DEFAULT '', "at" TEXT NOT NULL DEFAULT '{}', "text" TEXT NOT NULL DEFAULT '', "who" TEXT NOT NULL DEFAULT '', "milestones" TEXT NOT NULL DEFAULT '[]', "marker" TEXT, "detail" TEXT NOT NULL DEFAULT '', "known_then" TEXT NOT NULL DEFAULT '', "options" TEXT NOT NULL DEFAULT '', "notes" TEXT NOT NULL DEFAULT '', "source" TEXT NOT NULL DEFAULT '', hash TEXT NOT NULL, UNIQUE(pm_uid, id)) STRICT;
INSERT INTO "events" VALUES(1,'goldenschemaone1','event1','i0000','{}','errors rose','','[]',NULL,'','','','','','42b3bc62b4b9da426807b6b033d8b251');
CREATE TABLE "evidence"(rowid INTEGER PRIMARY KEY, pm_uid TEXT NOT NULL REFERENCES postmortem(uid), id TEXT NOT NULL, rank TEXT NOT NULL DEFAULT '', "of" TEXT NOT NULL DEFAULT '', "kind" TEXT DEFAULT 'quote', "text" TEXT NOT NULL DEFAULT '', "source" TEXT NOT NULL DEFAULT '', "lines" TEXT NOT NULL DEFAULT '', hash TEXT NOT NULL, UNIQUE(pm_uid, id)) STRICT;
CREATE TABLE "facets"(rowid INTEGER PRIMARY KEY, pm_uid TEXT NOT NULL REFERENCES postmortem(uid), id TEXT NOT NULL, rank TEXT NOT NULL DEFAULT '', "facet" TEXT, "worked" TEXT NOT NULL DEFAULT '', "to_improve" TEXT NOT NULL DEFAULT '', "nothing_notable" INTEGER NOT NULL DEFAULT 0, hash TEXT NOT NULL, UNIQUE(pm_uid, id)) STRICT;
INSERT INTO "facets" VALUES(1,'goldenschemaone1','detection','i0000','detection','','',0,'cd32e2a8dad83d2a9986966522c1ac3b');
INSERT INTO "facets" VALUES(2,'goldenschemaone1','escalation','i0001','escalation','','',0,'cc4bd7db4762c3350a9ad2a7fb986b9e');
INSERT INTO "facets" VALUES(3,'goldenschemaone1','communication','i0002','communication','','',0,'8506a76d756ff01066281ec92e3b07cb');
INSERT INTO "facets" VALUES(4,'goldenschemaone1','coordination','i0003','coordination','','',0,'787607891b869e6847d939485a97d6d5');
INSERT INTO "facets" VALUES(5,'goldenschemaone1','tooling','i0004','tooling','','',0,'f864b7c57966ddc3b5fdde9d1ac19037');
INSERT INTO "facets" VALUES(6,'goldenschemaone1','recovery','i0005','recovery','','',0,'c031e3eaecc691ffa697ff9248f8633c');
CREATE TABLE "factors"(rowid INTEGER PRIMARY KEY, pm_uid TEXT NOT NULL REFERENCES postmortem(uid), id TEXT NOT NULL, rank TEXT NOT NULL DEFAULT '', "text" TEXT NOT NULL DEFAULT '', "kind" TEXT, "category" TEXT, "standing" TEXT, "detail" TEXT NOT NULL DEFAULT '', "why_chain" TEXT NOT NULL DEFAULT '', "events" TEXT NOT NULL DEFAULT '[]', "problem_class" TEXT, "service_level" TEXT, "declined_because" TEXT NOT NULL DEFAULT '', hash TEXT NOT NULL, UNIQUE(pm_uid, id)) STRICT;
INSERT INTO "factors" VALUES(1,'goldenschemaone1','factor1','i0000','no alert on the error rate',NULL,NULL,NULL,'','','["event1"]',NULL,NULL,'','0fb9999b900ca80510846ba7d7e60e57');
CREATE TABLE "false_alarms"(rowid INTEGER PRIMARY KEY, pm_uid TEXT NOT NULL REFERENCES postmortem(uid), id TEXT NOT NULL, rank TEXT NOT NULL DEFAULT '', "rule" TEXT NOT NULL DEFAULT '', "record" TEXT NOT NULL DEFAULT '', "field" TEXT NOT NULL DEFAULT '', "text_hash" TEXT NOT NULL DEFAULT '', "by" TEXT NOT NULL DEFAULT '', "at" TEXT, hash TEXT NOT NULL, UNIQUE(pm_uid, id)) STRICT;
CREATE TABLE "impact"(pm_uid TEXT PRIMARY KEY REFERENCES postmortem(uid), "who" TEXT NOT NULL DEFAULT '', "affected" TEXT NOT NULL DEFAULT '', "population" TEXT NOT NULL DEFAULT '', "estimated" INTEGER NOT NULL DEFAULT 0, "functions" TEXT NOT NULL DEFAULT '', "regions" TEXT NOT NULL DEFAULT '', "types" TEXT NOT NULL DEFAULT '[]', "support_requests" TEXT NOT NULL DEFAULT '', "support_links" TEXT NOT NULL DEFAULT '', "description" TEXT NOT NULL DEFAULT '', "unknown_because" TEXT NOT NULL DEFAULT '', "duration_unknown_because" TEXT NOT NULL DEFAULT '', "total_outage" INTEGER NOT NULL DEFAULT 0, "near_miss" INTEGER NOT NULL DEFAULT 0, hash TEXT NOT NULL) STRICT;
INSERT INTO "impact" VALUES('goldenschemaone1','','','',0,'','','[]','','','','','',0,0,'84bc35094147e22dd1310cc04f1961ae');
CREATE TABLE instance(
        run TEXT PRIMARY KEY,
        author TEXT NOT NULL,
        user TEXT NOT NULL,
        host TEXT NOT NULL,
        boot TEXT NOT NULL,
        pid INTEGER NOT NULL,
        since TEXT NOT NULL,
        seen TEXT NOT NULL
    ) STRICT;
CREATE TABLE judged(
            pm_uid TEXT PRIMARY KEY REFERENCES postmortem(uid) ON DELETE CASCADE,
            seq INTEGER NOT NULL,
            rules TEXT NOT NULL,
            criteria TEXT NOT NULL DEFAULT '[]'
        ) STRICT;
CREATE TABLE "lessons"(rowid INTEGER PRIMARY KEY, pm_uid TEXT NOT NULL REFERENCES postmortem(uid), id TEXT NOT NULL, rank TEXT NOT NULL DEFAULT '', "kind" TEXT, "text" TEXT NOT NULL DEFAULT '', "declined_because" TEXT NOT NULL DEFAULT '', hash TEXT NOT NULL, UNIQUE(pm_uid, id)) STRICT;
CREATE TABLE "metrics"(rowid INTEGER PRIMARY KEY, pm_uid TEXT NOT NULL REFERENCES postmortem(uid), id TEXT NOT NULL, rank TEXT NOT NULL DEFAULT '', "name" TEXT NOT NULL DEFAULT '', "value" TEXT NOT NULL DEFAULT '', "unit" TEXT NOT NULL DEFAULT '', "estimated" INTEGER NOT NULL DEFAULT 0, "note" TEXT NOT NULL DEFAULT '', hash TEXT NOT NULL, UNIQUE(pm_uid, id)) STRICT;
CREATE TABLE migration(name TEXT PRIMARY KEY, at TEXT NOT NULL) STRICT;
INSERT INTO "migration" VALUES('m001_tables','2026-11-28T12:00:00Z');
INSERT INTO "migration" VALUES('m002_origin','2026-11-28T12:00:00Z');
INSERT INTO "migration" VALUES('m003_promises','2026-11-28T12:00:00Z');
INSERT INTO "migration" VALUES('m004_shared','2026-11-28T12:00:00Z');
INSERT INTO "migration" VALUES('m005_search','2026-11-28T12:00:00Z');
INSERT INTO "migration" VALUES('m006_days','2026-11-28T12:00:00Z');
INSERT INTO "migration" VALUES('m007_fingerprints','2026-11-28T12:00:00Z');
INSERT INTO "migration" VALUES('m008_deleted','2026-11-28T12:00:00Z');
INSERT INTO "migration" VALUES('m009_confirmations','2026-11-28T12:00:00Z');
CREATE TABLE operation(
        seq INTEGER PRIMARY KEY AUTOINCREMENT,
        pm_uid TEXT NOT NULL REFERENCES postmortem(uid),
        step TEXT NOT NULL,
        run TEXT NOT NULL,
        author TEXT NOT NULL,
        kind TEXT NOT NULL,
        undoes TEXT NOT NULL DEFAULT '',
        label TEXT NOT NULL DEFAULT '',
        at TEXT NOT NULL,
        state TEXT NOT NULL,
        changes TEXT NOT NULL
    ) STRICT;
INSERT INTO "operation" VALUES(1,'goldenschemaone1','m4radlm544kvkpmf','goldenrun1','noor','create','','new postmortem','2026-11-28T12:00:00Z','68f9387ed3c05c0b4a72133d34539c28','[{"kind":"splice","table":"overview","id":"","field":"title","before":"","after":"Checkout failed"},{"kind":"add","table":"events","id":"event1","after":{"id":"event1","rank":"i0000","text":"errors rose"}},{"kind":"add","table":"factors","id":"factor1","after":{"id":"factor1","rank":"i0000","text":"no alert on the error rate","events":["event1"]}},{"kind":"add","table":"facets","id":"detection","after":{"id":"detection","rank":"i0000","facet":"detection"}},{"kind":"add","table":"facets","id":"escalation","after":{"id":"escalation","rank":"i0001","facet":"escalation"}},{"kind":"add","table":"facets","id":"communication","after":{"id":"communication","rank":"i0002","facet":"communication"}},{"kind":"add","table":"facets","id":"coordination","after":{"id":"coordination","rank":"i0003","facet":"coordination"}},{"kind":"add","table":"facets","id":"tooling","after":{"id":"tooling","rank":"i0004","facet":"tooling"}},{"kind":"add","table":"facets","id":"recovery","after":{"id":"recovery","rank":"i0005","facet":"recovery"}},{"kind":"add","table":"actions","id":"action1","after":{"id":"action1","rank":"i0000","text":"alert on the error rate","factors":["factor1"]}}]');
INSERT INTO "operation" VALUES(2,'goldenschemaone1','goldenstep1','goldenrun1','noor','edit','','edit title','2026-11-28T12:00:00Z','78f2bb706da79cc9063ee2d764fe9f7a','[{"kind":"splice","table":"overview","id":"","field":"title","before":"","after":" for a third of customers","offset":15},{"kind":"splice","table":"overview","id":"","field":"summary","before":"","after":"Line one.\nZeile zwei: ärgerlich “quoted”."}]');
CREATE TABLE "overview"(pm_uid TEXT PRIMARY KEY REFERENCES postmortem(uid), "title" TEXT NOT NULL DEFAULT '', "incident_date" TEXT, "severity" TEXT, "owner" TEXT NOT NULL DEFAULT '', "services" TEXT NOT NULL DEFAULT '[]', "zone" TEXT NOT NULL DEFAULT 'UTC', "summary" TEXT NOT NULL DEFAULT '', "background" TEXT NOT NULL DEFAULT '', "resolution" TEXT NOT NULL DEFAULT '', "external_summary" TEXT NOT NULL DEFAULT '', "external_happened" TEXT NOT NULL DEFAULT '', "external_next" TEXT NOT NULL DEFAULT '', "severity_judged" TEXT, "severity_note" TEXT NOT NULL DEFAULT '', "incident_id" TEXT NOT NULL DEFAULT '', "team" TEXT NOT NULL DEFAULT '', "tags" TEXT NOT NULL DEFAULT '[]', "audience" TEXT NOT NULL DEFAULT '', "late_because" TEXT NOT NULL DEFAULT '', "name_policy" TEXT DEFAULT 'names', "depth" TEXT, "depth_because" TEXT NOT NULL DEFAULT '', hash TEXT NOT NULL) STRICT;
INSERT INTO "overview" VALUES('goldenschemaone1','Checkout failed for a third of customers',NULL,NULL,'','[]','UTC','Line one.
Zeile zwei: ärgerlich “quoted”.','','','','','',NULL,'','','','[]','','','names',NULL,'','93b453bed9e4eabdeffdcbd463e6688b');
CREATE TABLE "participants"(rowid INTEGER PRIMARY KEY, pm_uid TEXT NOT NULL REFERENCES postmortem(uid), id TEXT NOT NULL, rank TEXT NOT NULL DEFAULT '', "name" TEXT NOT NULL DEFAULT '', "roles" TEXT NOT NULL DEFAULT '[]', "handle" TEXT NOT NULL DEFAULT '', "team" TEXT NOT NULL DEFAULT '', "on_call" INTEGER NOT NULL DEFAULT 0, hash TEXT NOT NULL, UNIQUE(pm_uid, id)) STRICT;
CREATE TABLE "plan"(pm_uid TEXT PRIMARY KEY REFERENCES postmortem(uid), "no_action_because" TEXT NOT NULL DEFAULT '', hash TEXT NOT NULL) STRICT;
INSERT INTO "plan" VALUES('goldenschemaone1','','9c8c11d9c22907905ad9df0c944f49ad');
CREATE TABLE postmortem(
        number INTEGER PRIMARY KEY AUTOINCREMENT,
        uid TEXT NOT NULL UNIQUE,
        title TEXT NOT NULL DEFAULT '',
        severity TEXT,
        status TEXT NOT NULL DEFAULT 'draft',
        incident_date TEXT,
        owner TEXT NOT NULL DEFAULT '',
        services TEXT NOT NULL DEFAULT '[]',
        seq INTEGER NOT NULL DEFAULT 0,
        created_at TEXT NOT NULL,
        changed_at TEXT NOT NULL
    , origin TEXT NOT NULL DEFAULT '') STRICT;
INSERT INTO "postmortem" VALUES(1,'goldenschemaone1','Checkout failed for a third of customers',NULL,'draft',NULL,'','[]',2,'2026-11-28T12:00:00Z','2026-11-28T12:00:00Z','');
CREATE TABLE "publications"(rowid INTEGER PRIMARY KEY, pm_uid TEXT NOT NULL REFERENCES postmortem(uid), id TEXT NOT NULL, rank TEXT NOT NULL DEFAULT '', "where" TEXT NOT NULL DEFAULT '', "on" TEXT, "by" TEXT NOT NULL DEFAULT '', hash TEXT NOT NULL, UNIQUE(pm_uid, id)) STRICT;
CREATE TABLE "questions"(rowid INTEGER PRIMARY KEY, pm_uid TEXT NOT NULL REFERENCES postmortem(uid), id TEXT NOT NULL, rank TEXT NOT NULL DEFAULT '', "text" TEXT NOT NULL DEFAULT '', "asked_by" TEXT NOT NULL DEFAULT '', "answer" TEXT NOT NULL DEFAULT '', hash TEXT NOT NULL, UNIQUE(pm_uid, id)) STRICT;
CREATE TABLE "related"(rowid INTEGER PRIMARY KEY, pm_uid TEXT NOT NULL REFERENCES postmortem(uid), id TEXT NOT NULL, rank TEXT NOT NULL DEFAULT '', "uid" TEXT NOT NULL DEFAULT '', "relation" TEXT, "note" TEXT NOT NULL DEFAULT '', hash TEXT NOT NULL, UNIQUE(pm_uid, id)) STRICT;
CREATE TABLE "response"(pm_uid TEXT PRIMARY KEY REFERENCES postmortem(uid), "detected_by" TEXT, "detected_how" TEXT NOT NULL DEFAULT '', "earlier" TEXT NOT NULL DEFAULT '', "surprise" TEXT NOT NULL DEFAULT '', "none_went_well" INTEGER NOT NULL DEFAULT 0, hash TEXT NOT NULL) STRICT;
INSERT INTO "response" VALUES('goldenschemaone1',NULL,'','','',0,'9987e432421d101cead6d26186b6518a');
CREATE TABLE "review"(pm_uid TEXT PRIMARY KEY REFERENCES postmortem(uid), "status" TEXT NOT NULL DEFAULT 'draft', "criteria_set" TEXT NOT NULL DEFAULT '', "held_on" TEXT, "readers" TEXT NOT NULL DEFAULT '[]', "reviewer" TEXT NOT NULL DEFAULT '', "approver" TEXT NOT NULL DEFAULT '', "recorded_by" TEXT NOT NULL DEFAULT '', "held_where" TEXT NOT NULL DEFAULT '', "note" TEXT NOT NULL DEFAULT '', "held_fingerprint" TEXT NOT NULL DEFAULT '', "learned" TEXT NOT NULL DEFAULT '', hash TEXT NOT NULL) STRICT;
INSERT INTO "review" VALUES('goldenschemaone1','draft','',NULL,'[]','','','','','','','','ffbf90d133d882a78e6d915d459183d0');
PRAGMA writable_schema=ON;
INSERT INTO sqlite_master(type,name,tbl_name,rootpage,sql)VALUES('table','search','search',0,'CREATE VIRTUAL TABLE search USING fts5(title, tags, text, content='''', tokenize=''ascii'')');
CREATE TABLE 'search_config'(k PRIMARY KEY, v) WITHOUT ROWID;
INSERT INTO "search_config" VALUES('version',4);
CREATE TABLE 'search_data'(id INTEGER PRIMARY KEY, block BLOB);
INSERT INTO "search_data" VALUES(1,X'04070013');
INSERT INTO "search_data" VALUES(10,X'000000000101010001010101');
INSERT INTO "search_data" VALUES(137438953473,X'00000174023061A08080808000020502046C657274A680808080010601020382C080808000060102020208726765726C696368A08080808000060102060108636865636B6F7574A08080808000020202087573746F6D657273A08080808000020801056572726F72A680808080010601020682C08080800006010205060173A4C0808080010601020201066661696C6564A08080808000020302026F72A08080808000020401046C696E65A080808080000601020201026E6FA680808080010601020201026F66A08080808000020702016EA680808080010601020482C08080800006010203030165A0808080800006010203010671756F746564A0808080800006010207010472617465A680808080010601020782C0808080000601020602036F7365A4C080808001060102030103746865A680808080010601020582C080808000060102040303697264A08080808000020601057A65696C65A08080808000060102040203776569A0808080800006010205040B1A1412121B0D100C100E0C170D121A0F190D11');
CREATE TABLE 'search_docsize'(id INTEGER PRIMARY KEY, sz BLOB);
INSERT INTO "search_docsize" VALUES(1099511627776,X'070006');
INSERT INTO "search_docsize" VALUES(1254130450433,X'000002');
INSERT INTO "search_docsize" VALUES(1305670057985,X'000006');
INSERT INTO "search_docsize" VALUES(1391569403905,X'000005');
CREATE TABLE 'search_idx'(segid, term, pgno, PRIMARY KEY(segid, term)) WITHOUT ROWID;
INSERT INTO "search_idx" VALUES(1,X'',2);
CREATE TABLE setting(key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
CREATE TABLE shared(pm_uid TEXT NOT NULL REFERENCES postmortem(uid), place TEXT NOT NULL, entry TEXT NOT NULL, mark TEXT NOT NULL, gone INTEGER NOT NULL DEFAULT 0, at TEXT NOT NULL, base TEXT NOT NULL DEFAULT '', PRIMARY KEY(pm_uid, place)) STRICT;
CREATE TABLE "sources"(rowid INTEGER PRIMARY KEY, pm_uid TEXT NOT NULL REFERENCES postmortem(uid), id TEXT NOT NULL, rank TEXT NOT NULL DEFAULT '', "label" TEXT NOT NULL DEFAULT '', "text" TEXT NOT NULL DEFAULT '', hash TEXT NOT NULL, UNIQUE(pm_uid, id)) STRICT;
CREATE TABLE "transitions"(rowid INTEGER PRIMARY KEY, pm_uid TEXT NOT NULL REFERENCES postmortem(uid), id TEXT NOT NULL, rank TEXT NOT NULL DEFAULT '', "to" TEXT NOT NULL DEFAULT 'draft', "by" TEXT NOT NULL DEFAULT '', "at" TEXT, "reason" TEXT NOT NULL DEFAULT '', "criteria_set" TEXT NOT NULL DEFAULT '', hash TEXT NOT NULL, UNIQUE(pm_uid, id)) STRICT;
CREATE TABLE "waivers"(rowid INTEGER PRIMARY KEY, pm_uid TEXT NOT NULL REFERENCES postmortem(uid), id TEXT NOT NULL, rank TEXT NOT NULL DEFAULT '', "criterion" TEXT NOT NULL DEFAULT '', "record" TEXT NOT NULL DEFAULT '', "field" TEXT NOT NULL DEFAULT '', "text_hash" TEXT NOT NULL DEFAULT '', "reason" TEXT NOT NULL DEFAULT '', "by" TEXT NOT NULL DEFAULT '', "at" TEXT, hash TEXT NOT NULL, UNIQUE(pm_uid, id)) STRICT;
CREATE INDEX operation_pm ON operation(pm_uid, seq);
CREATE TRIGGER operation_is_never_changed BEFORE UPDATE ON operation
        BEGIN SELECT RAISE(ABORT, 'the history is append-only'); END;
CREATE TRIGGER operation_is_never_deleted BEFORE DELETE ON operation
        BEGIN SELECT RAISE(ABORT, 'the history is append-only'); END;
CREATE INDEX "participants_rank" ON "participants"(pm_uid, rank);
CREATE INDEX "questions_rank" ON "questions"(pm_uid, rank);
CREATE INDEX "sources_rank" ON "sources"(pm_uid, rank);
CREATE INDEX "events_rank" ON "events"(pm_uid, rank);
CREATE INDEX "absences_rank" ON "absences"(pm_uid, rank);
CREATE INDEX "metrics_rank" ON "metrics"(pm_uid, rank);
CREATE INDEX "factors_rank" ON "factors"(pm_uid, rank);
CREATE INDEX "related_rank" ON "related"(pm_uid, rank);
CREATE INDEX "evidence_rank" ON "evidence"(pm_uid, rank);
CREATE INDEX "facets_rank" ON "facets"(pm_uid, rank);
CREATE INDEX "lessons_rank" ON "lessons"(pm_uid, rank);
CREATE INDEX "actions_rank" ON "actions"(pm_uid, rank);
CREATE INDEX "waivers_rank" ON "waivers"(pm_uid, rank);
CREATE INDEX "false_alarms_rank" ON "false_alarms"(pm_uid, rank);
CREATE INDEX "publications_rank" ON "publications"(pm_uid, rank);
CREATE INDEX "transitions_rank" ON "transitions"(pm_uid, rank);
CREATE INDEX actions_promised ON actions(coalesce(due, review_on), pm_uid) WHERE state = 'committed';
PRAGMA writable_schema=OFF;
CREATE INDEX postmortem_day ON postmortem(incident_date);
CREATE TABLE fingerprint( number INTEGER PRIMARY KEY, seq INTEGER NOT NULL, made INTEGER NOT NULL ) STRICT;
CREATE TABLE fingerprint_marks( number INTEGER PRIMARY KEY, marks BLOB NOT NULL ) STRICT;
CREATE TABLE fingerprint_mark( mark TEXT NOT NULL, number INTEGER NOT NULL, weight REAL NOT NULL, PRIMARY KEY(mark, number) ) STRICT, WITHOUT ROWID;
CREATE TABLE fingerprint_count( mark TEXT PRIMARY KEY, count INTEGER NOT NULL ) STRICT, WITHOUT ROWID;
CREATE TABLE deleted( number INTEGER PRIMARY KEY, uid TEXT NOT NULL UNIQUE, title TEXT NOT NULL, created_at TEXT NOT NULL, changed_at TEXT NOT NULL, origin TEXT NOT NULL, seq INTEGER NOT NULL, at TEXT NOT NULL, author TEXT NOT NULL ) STRICT;
CREATE TABLE deleted_operation( seq INTEGER PRIMARY KEY, pm_uid TEXT NOT NULL REFERENCES deleted(uid) ON DELETE CASCADE, step TEXT NOT NULL, run TEXT NOT NULL, author TEXT NOT NULL, kind TEXT NOT NULL, undoes TEXT NOT NULL, label TEXT NOT NULL, at TEXT NOT NULL, state TEXT NOT NULL, changes TEXT NOT NULL ) STRICT;
CREATE INDEX deleted_operation_pm ON deleted_operation(pm_uid);
CREATE TABLE "confirmations"( rowid INTEGER PRIMARY KEY, pm_uid TEXT NOT NULL REFERENCES postmortem(uid), id TEXT NOT NULL, rank TEXT NOT NULL DEFAULT '', "criterion" TEXT NOT NULL DEFAULT '', "text" TEXT NOT NULL DEFAULT '', "by" TEXT NOT NULL DEFAULT '', "at" TEXT, hash TEXT NOT NULL, UNIQUE(pm_uid, id) ) STRICT;
CREATE INDEX "confirmations_rank" ON "confirmations"(pm_uid, rank);
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('postmortem',1);
INSERT INTO "sqlite_sequence" VALUES('operation',2);
COMMIT;
