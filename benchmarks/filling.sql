-- What resolution would write of an invented population: the stage is copied in after the first statement.
-- Article n is published n half-minutes after the year 2020 began; the articles of one person follow each other.
CREATE TEMP TABLE stage (
  nth bigint, name text, nationality text, state text, detained text, outcome text, ending text, ended text, charge text, iccs text,
  mentions integer, first bigint, blocks text[]);

CREATE FUNCTION pg_temp.digest_number(text) RETURNS bigint LANGUAGE sql IMMUTABLE RETURN
  (('x' || encode(substr(sha256(convert_to($1, 'UTF8')), 1, 8), 'hex'))::bit(64)::bigint >> 1) & 9223372036854775807;

CREATE FUNCTION pg_temp.published(bigint) RETURNS timestamptz LANGUAGE sql IMMUTABLE RETURN
  '2020-01-01+00'::timestamptz + $1 * interval '30 seconds';

CREATE FUNCTION pg_temp.mention_key(bigint) RETURNS text LANGUAGE sql IMMUTABLE RETURN md5($1::text);

CREATE TEMP TABLE one AS
SELECT s.*, k.anchor_key, (s.detained || '-01')::date AS detained_on, (s.ended || '-01')::date AS ended_on,
  pg_temp.digest_number(E'person\n' || k.anchor_key || E'\n0') AS person_id,
  pg_temp.digest_number(E'case\n' || k.anchor_key || E'\n0') AS case_id,
  pg_temp.digest_number(E'event\n' || k.anchor_key || E'\n3') AS detained_id,
  pg_temp.digest_number(E'event\n' || k.anchor_key || E'\n5') AS charged_id,
  pg_temp.digest_number(E'event\n' || k.anchor_key || E'\n' || CASE s.outcome WHEN 'imprisoned' THEN 6 ELSE 4 END)
    AS ended_id,
  s.first + s.mentions - 1 AS last,
  s.name || ' was detained, then ' || s.outcome || ' (' || coalesce(s.charge, 'no charge') || ').' AS text
FROM stage s, LATERAL (SELECT pg_temp.mention_key(s.first) AS anchor_key) k;

ANALYZE one;

-- Claim by claim what every article tells, with the event that derivation makes of it.
CREATE TEMP TABLE fact AS
SELECT o.nth, c.*
FROM one o, LATERAL (VALUES
  (0, 'name', o.name, o.name, NULL, NULL, NULL, NULL::bigint, true),
  (1, 'nationality', o.nationality, o.nationality, NULL, NULL, NULL, NULL, true),
  (2, 'detaining_country', o.state, o.state, NULL, NULL, NULL, NULL, true),
  (3, 'event:detained', o.detained || '-01', 'detained', 'month', 0, NULL, o.detained_id, true),
  (4, 'charge', o.charge, o.charge, NULL, 1, 'pending', o.charged_id, o.charge IS NOT NULL),
  (5, 'event:charged', NULL, o.charge, NULL, 1, NULL, o.charged_id, o.charge IS NOT NULL),
  (CASE o.outcome WHEN 'imprisoned' THEN 6 ELSE 4 END, 'event:' || o.ending, o.ended || '-01', o.outcome, 'month', 2,
    NULL, o.ended_id, o.ended IS NOT NULL),
  (7, 'sentence', '60', o.outcome, NULL, 2, NULL, o.ended_id, o.outcome = 'imprisoned')
) c (ordinal, field, value, words, precision, event, standing, event_id, holds)
WHERE c.holds;

CREATE INDEX ON fact (nth);

ANALYZE fact;

INSERT INTO source (key, name, kind, type, homepage, language, timezone)
SELECT 'benchmark-' || n, 'Benchmark', 'news', 'other', '', 'en', 'UTC' FROM generate_series(0, 39) n;

INSERT INTO article (id, canonical_url, source, kind, version) OVERRIDING SYSTEM VALUE
SELECT a, 'https://benchmark.test/' || a, 'benchmark-' || a % 40, 'article', 1
FROM one o, generate_series(o.first, o.last) a ORDER BY a;

INSERT INTO article_version (article_id, version, url, text, body_start, text_sha256, authors, published_at, fetched_at,
  language, timezone)
SELECT a, 1, 'https://benchmark.test/' || a, o.text, 0, md5(o.text), '{}', pg_temp.published(a),
  pg_temp.published(a), 'en', 'UTC'
FROM one o, generate_series(o.first, o.last) a;

INSERT INTO mention (id, key, article_id, version, ordinal, name, "primary", people) OVERRIDING SYSTEM VALUE
SELECT a, pg_temp.mention_key(a), a, 1, 0, o.name, true, 1
FROM one o, generate_series(o.first, o.last) a ORDER BY a;

INSERT INTO person (id, anchor_key, name, aliases, nationalities)
SELECT person_id, anchor_key, name, '{}', ARRAY[nationality] FROM one ORDER BY person_id;

INSERT INTO member (mention_key, article_id, person_id, profile)
SELECT pg_temp.mention_key(a), a, o.person_id, p.profile || jsonb_build_object('article', a, 'family', a, 'story', -a)
FROM one o, LATERAL (
  SELECT jsonb_build_object(
    'forms', ARRAY[o.name], 'country', o.state, 'nationalities', ARRAY[o.nationality], 'born', NULL, 'sex', NULL,
    'requesting', '{}'::text[], 'charges', array_remove(ARRAY[o.charge], NULL), 'dates',
    (SELECT array_agg(d ORDER BY d) FROM unnest(ARRAY['detained ' || o.detained, o.ending || ' ' || o.ended]) d
     WHERE d IS NOT NULL)) AS profile OFFSET 0) p,
  generate_series(o.first, o.last) a;

INSERT INTO person_block (block, person_id) SELECT unnest(blocks), person_id FROM one;

INSERT INTO case_file (id, person_id, anchor_key, person, aliases, nationalities, detaining_country, status,
  status_date, status_date_precision, status_as_of, detained_on, detained_on_precision, released_on,
  released_on_precision, charges, sentence_months, sentence_suspended, articles, sources, stories, first_reported,
  last_reported, confidence, disputed, occupied, restricted, fingerprint)
SELECT case_id, person_id, anchor_key, name, '{}', ARRAY[nationality], state, outcome,
  CASE outcome WHEN 'charged' THEN NULL WHEN 'detained' THEN detained_on ELSE ended_on END,
  CASE outcome WHEN 'charged' THEN NULL ELSE 'month' END,
  pg_temp.published(last), detained_on, 'month',
  CASE WHEN outcome IN ('released', 'deported') THEN ended_on END,
  CASE WHEN outcome IN ('released', 'deported') THEN 'month' END,
  array_remove(ARRAY[charge], NULL), CASE outcome WHEN 'imprisoned' THEN 60.0 END,
  CASE outcome WHEN 'imprisoned' THEN false END,
  mentions, least(mentions, 40), mentions, pg_temp.published(first), pg_temp.published(last),
  CASE mentions WHEN 1 THEN 0.9 ELSE 0.99 END, '{}', false, false, ''
FROM one ORDER BY case_id;

INSERT INTO case_event (id, case_id, ordinal, type, event_date, precision, charges, sentence_months)
SELECT f.event_id, o.case_id, f.event + 1 - (o.charge IS NULL AND f.event = 2)::int, substr(f.field, 7),
  f.value::date, f.precision, CASE WHEN f.event = 1 THEN ARRAY[o.charge] ELSE '{}' END,
  CASE WHEN f.field = 'event:sentenced' THEN 60.0 END
FROM fact f JOIN one o USING (nth) WHERE f.field LIKE 'event:%';

INSERT INTO case_status (case_id, ordinal, status, from_date, from_precision, until_date)
SELECT o.case_id, s.ordinal, s.status, s.from_date, CASE WHEN s.from_date IS NOT NULL THEN 'month' END, s.until_date
FROM one o, LATERAL (VALUES
  (1, 'detained', o.detained_on, CASE WHEN o.charge IS NULL THEN o.ended_on END, true),
  (2, 'charged', NULL, o.ended_on, o.charge IS NOT NULL),
  (CASE WHEN o.charge IS NULL THEN 2 ELSE 3 END, o.outcome, o.ended_on, NULL, o.ended IS NOT NULL)
) s (ordinal, status, from_date, until_date, holds)
WHERE s.holds;

INSERT INTO case_charge (case_id, code, iccs, standing, words, since, articles, stories)
SELECT case_id, charge, iccs, 'pending', charge, (pg_temp.published(first) AT TIME ZONE 'UTC')::date, mentions, mentions
FROM one WHERE charge IS NOT NULL;

INSERT INTO case_article (case_id, article_id)
SELECT o.case_id, a FROM one o, generate_series(o.first, o.last) a;

-- Eight numbers an article, so that what is derived can be written without looking the claims up.
INSERT INTO claim (id, mention_id, ordinal, field, value, precision, words, quote, quote_start, quote_end, extractor,
  confidence, event, standing) OVERRIDING SYSTEM VALUE
SELECT a * 8 + f.ordinal, a, f.ordinal, f.field, f.value, f.precision, f.words, f.words, 0, length(f.words), 'benchmark',
  0.9, f.event, f.standing
FROM one o, generate_series(o.first, o.last) a, fact f WHERE f.nth = o.nth;

INSERT INTO case_claim (claim_id, case_id, event_id)
SELECT a * 8 + f.ordinal, o.case_id, f.event_id
FROM one o, generate_series(o.first, o.last) a, fact f WHERE f.nth = o.nth;

SELECT setval(pg_get_serial_sequence('article', 'id'), (SELECT max(id) FROM article));

SELECT setval(pg_get_serial_sequence('mention', 'id'), (SELECT max(id) FROM mention));

SELECT setval(pg_get_serial_sequence('claim', 'id'), (SELECT max(id) FROM claim));

DROP TABLE stage, one, fact
