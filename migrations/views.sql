-- The analysts' contract: section 7 of docs/case-model.md. Columns are only ever added at the end.
-- Applied whole after every upgrade to head. docs/deriving.md states the rule behind each column.
--
-- Restricted cases: whoever may read the view restricted_access (the owner, the crawler, the second analyst role) sees
-- everything; everybody else sees restricted cases without names, quotes, titles and addresses. The privilege is asked
-- for in a SELECT of its own, once a query: else it would be asked for each row and column, and take half of the time.

CREATE OR REPLACE VIEW restricted_access AS SELECT true AS full_sight;

-- What was derived since a judgement has it already, so only those that wait are looked up: mostly none.
CREATE OR REPLACE VIEW judged_case AS
SELECT f.id AS case_id, j.verb, max(j.made_at) AS made_at
FROM judgement j
JOIN member mb ON mb.mention_key = j.mention_key
JOIN case_article ca ON ca.article_id = mb.article_id
JOIN case_file f ON f.id = ca.case_id AND f.person_id = mb.person_id
WHERE j.applied_at IS NULL AND j.revoked_at IS NULL AND j.verb IN ('not_a_case', 'confirmed')
GROUP BY f.id, j.verb;

CREATE OR REPLACE VIEW case_overview AS
SELECT
  f.id AS case_id,
  coalesce(f.detaining_country, 'ZZ') || '-' || upper(lpad(to_hex(f.id), 16, '0')) AS case_ref,
  CASE WHEN v.all OR NOT f.restricted THEN f.person END AS person,
  CASE WHEN v.all OR NOT f.restricted THEN f.aliases ELSE '{}' END AS aliases,
  f.nationalities,
  f.detaining_country,
  f.place,
  f.status,
  f.status_date,
  f.detained_on,
  f.detained_on_precision,
  f.charges,
  f.sentence_months,
  f.sentence_special,
  f.fine_amount,
  f.fine_currency,
  f.released_on,
  f.articles,
  f.sources,
  f.first_reported,
  f.last_reported,
  CASE WHEN r.case_id IS NULL THEN f.confidence ELSE 1 END AS confidence,
  f.disputed,
  f.person_id,
  f.previous_case_id,
  f.stories,
  f.status_date_precision,
  f.released_on_precision,
  f.sentence_suspended,
  f.status_as_of,
  f.custody,
  f.facility,
  f.authority,
  f.age,
  f.sex,
  f.occupation,
  f.designated_on,
  f.occupied,
  f.restricted,
  greatest(f.reviewed_at, r.made_at) AS reviewed_at
FROM case_file f
LEFT JOIN judged_case r ON r.case_id = f.id AND r.verb = 'confirmed'
CROSS JOIN (SELECT (SELECT has_table_privilege(current_user, 'restricted_access', 'SELECT')) AS all) v
WHERE f.id NOT IN (SELECT n.case_id FROM judged_case n WHERE n.verb = 'not_a_case');

CREATE OR REPLACE VIEW case_timeline AS
SELECT DISTINCT ON (e.case_id, e.ordinal, e.id, m.article_id)
  e.case_id,
  CASE WHEN v.all OR NOT f.restricted THEN f.person END AS person,
  e.type AS event_type,
  e.event_date,
  e.precision AS date_precision,
  e.charges,
  e.sentence_months,
  e.sentence_special,
  e.place,
  m.article_id,
  CASE WHEN v.all OR NOT hidden.yes THEN said.url END AS url,
  a.source,
  av.published_at,
  CASE WHEN v.all OR NOT f.restricted THEN c.quote END AS quote,
  c.confidence,
  e.id AS event_id,
  e.detail,
  left(c.value || '-01-01', 10)::date AS claimed_date,
  c.precision AS claimed_precision,
  c.speaker,
  a.carried_by
FROM case_event e
JOIN case_file f ON f.id = e.case_id
JOIN case_claim cc ON cc.case_id = e.case_id AND cc.event_id = e.id
JOIN claim c ON c.id = cc.claim_id AND c.field = 'event:' || e.type
JOIN mention m ON m.id = c.mention_id
JOIN article a ON a.id = m.article_id
JOIN article_version av ON av.article_id = m.article_id AND av.version = m.version
CROSS JOIN (SELECT (SELECT has_table_privilege(current_user, 'restricted_access', 'SELECT')) AS all) v
CROSS JOIN LATERAL (
  SELECT EXISTS (
    SELECT FROM case_article ca JOIN case_file r ON r.id = ca.case_id
    WHERE ca.article_id = m.article_id AND r.restricted) AS yes) hidden
CROSS JOIN LATERAL (
  SELECT coalesce((
    SELECT t.url FROM unnest(av.part_urls, av.part_starts) AS t (url, start)
    WHERE t.start <= c.quote_start ORDER BY t.start DESC LIMIT 1), av.url) AS url) said
WHERE f.id NOT IN (SELECT n.case_id FROM judged_case n WHERE n.verb = 'not_a_case')
ORDER BY e.case_id, e.ordinal, e.id, m.article_id, length(c.value) DESC NULLS LAST, c.confidence DESC, c.id;

CREATE OR REPLACE VIEW case_citations AS
SELECT
  f.id AS case_id,
  CASE WHEN v.all OR NOT f.restricted THEN f.person END AS person,
  c.field,
  CASE
    WHEN c.field = 'name' AND f.restricted AND NOT v.all THEN NULL
    WHEN c.precision = 'month' THEN left(c.value, 7)
    WHEN c.precision = 'year' THEN left(c.value, 4)
    ELSE c.value
  END AS value,
  m.article_id,
  CASE WHEN v.all OR NOT hidden.yes THEN said.url END AS url,
  a.source,
  av.published_at,
  CASE WHEN v.all OR NOT f.restricted THEN c.quote END AS quote,
  c.quote_start,
  c.quote_end,
  c.extractor,
  c.confidence,
  c.detail,
  c.statute,
  c.standing,
  c.speaker,
  a.carried_by,
  CASE WHEN v.all OR NOT f.restricted THEN m.key END AS mention_key,
  gone.gone_at,
  NULL::bigint AS judgement_id
FROM case_claim cc
JOIN case_file f ON f.id = cc.case_id
JOIN claim c ON c.id = cc.claim_id
JOIN mention m ON m.id = c.mention_id
JOIN article a ON a.id = m.article_id
JOIN article_version av ON av.article_id = m.article_id AND av.version = m.version
CROSS JOIN (SELECT (SELECT has_table_privilege(current_user, 'restricted_access', 'SELECT')) AS all) v
CROSS JOIN LATERAL (
  SELECT EXISTS (
    SELECT FROM case_article ca JOIN case_file r ON r.id = ca.case_id
    WHERE ca.article_id = m.article_id AND r.restricted) AS yes) hidden
CROSS JOIN LATERAL (
  SELECT coalesce((
    SELECT t.url FROM unnest(av.part_urls, av.part_starts) AS t (url, start)
    WHERE t.start <= c.quote_start ORDER BY t.start DESC LIMIT 1), av.url) AS url) said
LEFT JOIN LATERAL (
  SELECT p.gone_at FROM post p JOIN url u ON u.id = p.url_id WHERE u.url = said.url) gone ON true
WHERE f.id NOT IN (SELECT n.case_id FROM judged_case n WHERE n.verb = 'not_a_case')
UNION ALL
SELECT
  f.id,
  CASE WHEN v.all OR NOT f.restricted THEN f.person END,
  coalesce(j.field, j.verb),
  CASE WHEN v.all OR NOT f.restricted OR j.field IS DISTINCT FROM 'name' THEN j.value END,
  NULL::bigint,
  NULL::text,
  NULL::text,
  j.made_at,
  CASE WHEN v.all OR NOT f.restricted THEN j.note END,
  NULL::integer,
  NULL::integer,
  'analyst:' || j.author,
  1.0::double precision,
  NULL::text,
  NULL::text,
  NULL::text,
  NULL::text,
  NULL::bigint,
  CASE WHEN v.all OR NOT f.restricted THEN k.key END,
  NULL::timestamptz,
  j.id
FROM judgement j
CROSS JOIN LATERAL (SELECT unnest(ARRAY[j.mention_key, j.other_key]) AS key) k
JOIN member mb ON mb.mention_key = k.key
JOIN case_file f ON f.person_id = mb.person_id
JOIN case_article ca ON ca.case_id = f.id AND ca.article_id = mb.article_id
CROSS JOIN (SELECT (SELECT has_table_privilege(current_user, 'restricted_access', 'SELECT')) AS all) v
WHERE j.revoked_at IS NULL AND f.id NOT IN (SELECT n.case_id FROM judged_case n WHERE n.verb = 'not_a_case');

CREATE OR REPLACE VIEW case_charges AS
SELECT
  h.case_id,
  CASE WHEN v.all OR NOT f.restricted THEN f.person END AS person,
  h.code,
  h.iccs,
  h.standing,
  h.statute,
  CASE WHEN v.all OR NOT f.restricted THEN h.words END AS words,
  h.since,
  h.articles,
  h.stories
FROM case_charge h
JOIN case_file f ON f.id = h.case_id
CROSS JOIN (SELECT (SELECT has_table_privilege(current_user, 'restricted_access', 'SELECT')) AS all) v
WHERE f.id NOT IN (SELECT n.case_id FROM judged_case n WHERE n.verb = 'not_a_case');

CREATE OR REPLACE VIEW case_status_history AS
SELECT
  s.case_id,
  CASE WHEN v.all OR NOT f.restricted THEN f.person END AS person,
  s.status,
  s.from_date,
  s.from_precision,
  s.until_date
FROM case_status s
JOIN case_file f ON f.id = s.case_id
CROSS JOIN (SELECT (SELECT has_table_privilege(current_user, 'restricted_access', 'SELECT')) AS all) v
WHERE f.id NOT IN (SELECT n.case_id FROM judged_case n WHERE n.verb = 'not_a_case');

CREATE OR REPLACE VIEW proposal_overview AS
SELECT
  x.score,
  x.reasons,
  x.person_id,
  CASE WHEN v.all OR NOT EXISTS (SELECT FROM case_file f WHERE f.person_id = one.id AND f.restricted) THEN one.name END
    AS person,
  ARRAY(SELECT DISTINCT f.detaining_country FROM case_file f WHERE f.person_id = one.id ORDER BY 1) AS held_by,
  x.mention_key,
  x.other_id,
  CASE WHEN v.all OR NOT EXISTS (SELECT FROM case_file f WHERE f.person_id = two.id AND f.restricted) THEN two.name END
    AS other,
  ARRAY(SELECT DISTINCT f.detaining_country FROM case_file f WHERE f.person_id = two.id ORDER BY 1) AS other_held_by,
  x.other_key
FROM proposal x
JOIN person one ON one.id = x.person_id
JOIN person two ON two.id = x.other_id
CROSS JOIN (SELECT (SELECT has_table_privilege(current_user, 'restricted_access', 'SELECT')) AS all) v
WHERE NOT EXISTS (
  SELECT FROM judgement j
  JOIN member mine ON mine.mention_key IN (j.mention_key, j.other_key)
  JOIN member theirs ON theirs.mention_key IN (j.mention_key, j.other_key)
  WHERE j.applied_at IS NULL AND j.revoked_at IS NULL AND j.verb IN ('same', 'different')
    AND mine.person_id = x.person_id AND theirs.person_id = x.other_id);

CREATE OR REPLACE VIEW judgement_overview AS
SELECT
  j.id AS judgement_id,
  j.verb,
  ARRAY(
    SELECT DISTINCT p.name FROM member m JOIN person p ON p.id = m.person_id
    WHERE m.mention_key IN (j.mention_key, j.other_key) AND NOT hidden.yes ORDER BY 1) AS persons,
  j.field,
  CASE WHEN NOT hidden.yes OR j.field <> 'name' THEN j.value END AS value,
  j.author,
  CASE WHEN NOT hidden.yes THEN j.note END AS note,
  j.made_at,
  j.revoked_at,
  j.revoked_by,
  j.applied_at IS NOT NULL AS derived
FROM judgement j
CROSS JOIN (SELECT (SELECT has_table_privilege(current_user, 'restricted_access', 'SELECT')) AS all) v
CROSS JOIN LATERAL (
  SELECT NOT v.all AND coalesce(bool_or(f.restricted), true) AS yes
  FROM member m JOIN case_file f ON f.person_id = m.person_id
  WHERE m.mention_key IN (j.mention_key, j.other_key)) hidden;

CREATE OR REPLACE VIEW redirected_case AS
SELECT r.old_id, r.new_id AS case_id, r.since FROM redirect r WHERE r.kind = 'case';

CREATE OR REPLACE VIEW unidentified_overview AS
SELECT
  m.id AS mention_id,
  m.article_id,
  CASE WHEN v.all OR NOT hidden.yes THEN av.url END AS url,
  a.source,
  av.published_at,
  n.value AS nationality,
  d.value AS detaining_country,
  m.people,
  coalesce(q.quote, n.quote, d.quote) AS quote,
  coalesce(q.confidence, n.confidence, d.confidence) AS confidence,
  CASE WHEN v.all OR NOT hidden.yes THEN m.key END AS mention_key
FROM mention m
JOIN article a ON a.id = m.article_id
JOIN article_version av ON av.article_id = m.article_id AND av.version = m.version
LEFT JOIN LATERAL (
  SELECT c.value, c.quote, c.confidence FROM claim c
  WHERE c.mention_id = m.id AND c.field = 'nationality' ORDER BY c.ordinal LIMIT 1) n ON true
LEFT JOIN LATERAL (
  SELECT c.value, c.quote, c.confidence FROM claim c
  WHERE c.mention_id = m.id AND c.field = 'detaining_country' ORDER BY c.ordinal LIMIT 1) d ON true
LEFT JOIN LATERAL (
  SELECT c.quote, c.confidence FROM claim c
  WHERE c.mention_id = m.id ORDER BY c.ordinal LIMIT 1) q ON true
CROSS JOIN (SELECT (SELECT has_table_privilege(current_user, 'restricted_access', 'SELECT')) AS all) v
CROSS JOIN LATERAL (
  SELECT EXISTS (
    SELECT FROM case_article ca JOIN case_file r ON r.id = ca.case_id
    WHERE ca.article_id = m.article_id AND r.restricted) AS yes) hidden
WHERE m.name IS NULL
  AND NOT EXISTS (
    SELECT FROM judgement j WHERE j.mention_key = m.key AND j.verb = 'not_a_case' AND j.revoked_at IS NULL);

CREATE OR REPLACE VIEW article_overview AS
SELECT
  a.id AS article_id,
  a.source,
  a.kind,
  CASE WHEN v.all OR NOT hidden.yes THEN av.url END AS url,
  CASE WHEN v.all OR NOT hidden.yes THEN a.canonical_url END AS canonical_url,
  CASE WHEN v.all OR NOT hidden.yes THEN av.title END AS title,
  av.authors,
  av.published_at,
  av.fetched_at,
  av.language,
  held.cases <> '{}' OR EXISTS (
    SELECT FROM case_article ca JOIN article p ON p.id = ca.article_id WHERE p.carried_by = a.id) OR EXISTS (
    SELECT FROM mention m
    WHERE m.article_id = a.id AND m.name IS NULL AND m.people <= 10 AND NOT EXISTS (
      SELECT FROM judgement j
      WHERE j.mention_key = m.key AND j.verb = 'not_a_case' AND j.revoked_at IS NULL)) AS relevant,
  a.story_id,
  held.cases,
  a.carried_by,
  s.type AS source_type,
  gone.gone_at,
  led.led_by
FROM article a
JOIN article_version av ON av.article_id = a.id AND av.version = a.version
JOIN source s ON s.key = a.source
CROSS JOIN (SELECT (SELECT has_table_privilege(current_user, 'restricted_access', 'SELECT')) AS all) v
CROSS JOIN LATERAL (
  SELECT coalesce(array_agg(ca.case_id ORDER BY ca.case_id), '{}') AS cases
  FROM case_article ca
  WHERE ca.article_id = a.id
    AND ca.case_id NOT IN (SELECT n.case_id FROM judged_case n WHERE n.verb = 'not_a_case')) held
CROSS JOIN LATERAL (
  SELECT EXISTS (
    SELECT FROM case_article ca JOIN case_file r ON r.id = ca.case_id
    WHERE ca.article_id = a.id AND r.restricted) AS yes) hidden
LEFT JOIN LATERAL (
  SELECT min(p.gone_at) AS gone_at FROM post p JOIN url u ON u.id = p.url_id
  WHERE u.url = ANY (av.part_urls || a.canonical_url)) gone ON true
CROSS JOIN LATERAL (
  SELECT coalesce(array_agg(DISTINCT l.article_id ORDER BY l.article_id), '{}') AS led_by
  FROM post_link l
  WHERE l.url_id IN (
    SELECT u.id FROM url u WHERE u.url = a.canonical_url
    UNION ALL
    SELECT g.url_id FROM article_version f JOIN page g ON g.id = f.page_id WHERE f.article_id = a.id)) led;

COMMENT ON VIEW restricted_access IS 'Whoever may read this view sees restricted cases in full';
COMMENT ON COLUMN restricted_access.full_sight IS 'Always true';

COMMENT ON VIEW case_overview IS 'One row a case: one person held by one foreign state in one spell of detention';
COMMENT ON COLUMN case_overview.case_id IS 'Number of the case; moves only with its earliest report, and old numbers redirect for ever';
COMMENT ON COLUMN case_overview.case_ref IS 'The number as people write it: country and sixteen hexadecimal digits';
COMMENT ON COLUMN case_overview.person IS 'Name in Latin letters, the fullest form that most voices use';
COMMENT ON COLUMN case_overview.aliases IS 'Every other form of the name, each in its own script';
COMMENT ON COLUMN case_overview.nationalities IS 'ISO 3166-1 alpha-2, sorted; XX is stateless';
COMMENT ON COLUMN case_overview.detaining_country IS 'ISO 3166-1 alpha-2 of the state whose organs hold the person';
COMMENT ON COLUMN case_overview.place IS 'Place of detention or trial, as printed';
COMMENT ON COLUMN case_overview.status IS 'Status that the last event leads to, a word of section 4';
COMMENT ON COLUMN case_overview.status_date IS 'Date of the event that led to the status';
COMMENT ON COLUMN case_overview.detained_on IS 'Beginning of custody';
COMMENT ON COLUMN case_overview.detained_on_precision IS 'day, month or year';
COMMENT ON COLUMN case_overview.charges IS 'Codes of section 5, without those dropped or acquitted';
COMMENT ON COLUMN case_overview.sentence_months IS 'Total in force, in months';
COMMENT ON COLUMN case_overview.sentence_special IS 'life or death, where the sentence in force is one';
COMMENT ON COLUMN case_overview.fine_amount IS 'Amount of the fine as first stated';
COMMENT ON COLUMN case_overview.fine_currency IS 'ISO 4217';
COMMENT ON COLUMN case_overview.released_on IS 'End of custody, of any kind';
COMMENT ON COLUMN case_overview.articles IS 'Articles that speak of the case';
COMMENT ON COLUMN case_overview.sources IS 'Outlets that speak of the case';
COMMENT ON COLUMN case_overview.first_reported IS 'Earliest publication with a claim other than the name, UTC; reposts and undated articles do not count';
COMMENT ON COLUMN case_overview.last_reported IS 'Latest such publication, UTC';
COMMENT ON COLUMN case_overview.confidence IS '0 to 1, that this is a case: no independent voice errs; 1 when an analyst confirmed it';
COMMENT ON COLUMN case_overview.disputed IS 'Fields on which independent voices differ about the same fact';
COMMENT ON COLUMN case_overview.person_id IS 'Number of the person: the same for all their cases';
COMMENT ON COLUMN case_overview.previous_case_id IS 'The earlier spell of the same person in the same state';
COMMENT ON COLUMN case_overview.stories IS 'Independent stories: copies and reposts count once';
COMMENT ON COLUMN case_overview.status_date_precision IS 'day, month or year';
COMMENT ON COLUMN case_overview.released_on_precision IS 'day, month or year';
COMMENT ON COLUMN case_overview.sentence_suspended IS 'The sentence in force is suspended; null without a sentence';
COMMENT ON COLUMN case_overview.status_as_of IS 'Publication of the newest article that supports the status, UTC';
COMMENT ON COLUMN case_overview.custody IS 'criminal, immigration, administrative, extradition, prisoner_of_war or unacknowledged';
COMMENT ON COLUMN case_overview.facility IS 'Prison, camp or hospital as printed';
COMMENT ON COLUMN case_overview.authority IS 'Who holds the person, where not simply the state';
COMMENT ON COLUMN case_overview.age IS 'Age as of the newest article that gives one';
COMMENT ON COLUMN case_overview.sex IS 'As stated';
COMMENT ON COLUMN case_overview.occupation IS 'As stated';
COMMENT ON COLUMN case_overview.designated_on IS 'First designation as wrongful or arbitrary';
COMMENT ON COLUMN case_overview.occupied IS 'An inhabitant of occupied territory held by the occupier';
COMMENT ON COLUMN case_overview.restricted IS 'The default role sees no name, alias, quote, title or address of it';
COMMENT ON COLUMN case_overview.reviewed_at IS 'When an analyst last confirmed it, UTC';

COMMENT ON VIEW case_timeline IS 'One row an event of a case and an article that tells it';
COMMENT ON COLUMN case_timeline.case_id IS 'The case';
COMMENT ON COLUMN case_timeline.person IS 'Name in Latin letters';
COMMENT ON COLUMN case_timeline.event_type IS 'Word of section 3';
COMMENT ON COLUMN case_timeline.event_date IS 'Merged date of the event; a month is its first day';
COMMENT ON COLUMN case_timeline.date_precision IS 'day, month or year, of the merged date';
COMMENT ON COLUMN case_timeline.charges IS 'Codes that the event is about';
COMMENT ON COLUMN case_timeline.sentence_months IS 'Term or total that the event gave, in months';
COMMENT ON COLUMN case_timeline.sentence_special IS 'life or death';
COMMENT ON COLUMN case_timeline.place IS 'Place of the event as printed';
COMMENT ON COLUMN case_timeline.article_id IS 'Article that tells it';
COMMENT ON COLUMN case_timeline.url IS 'Address of the article; of a thread, of the post that is quoted';
COMMENT ON COLUMN case_timeline.source IS 'Key of the source';
COMMENT ON COLUMN case_timeline.published_at IS 'Publication, UTC';
COMMENT ON COLUMN case_timeline.quote IS 'The exact words of the article';
COMMENT ON COLUMN case_timeline.confidence IS 'Of the claim, 0 to 1';
COMMENT ON COLUMN case_timeline.event_id IS 'Number of the event: the same for all its citations';
COMMENT ON COLUMN case_timeline.detail IS 'Detail of section 3';
COMMENT ON COLUMN case_timeline.claimed_date IS 'Date as this article has it';
COMMENT ON COLUMN case_timeline.claimed_precision IS 'day, month or year, of this article';
COMMENT ON COLUMN case_timeline.speaker IS 'Who says so, where the article names it';
COMMENT ON COLUMN case_timeline.carried_by IS 'Article that carries this post';

COMMENT ON VIEW case_citations IS 'Every claim behind every value, disputed ones and judgements too';
COMMENT ON COLUMN case_citations.case_id IS 'The case';
COMMENT ON COLUMN case_citations.person IS 'Name in Latin letters';
COMMENT ON COLUMN case_citations.field IS 'Field that the claim is about, event:TYPE for an event; of a judgement its verb';
COMMENT ON COLUMN case_citations.value IS 'Value as text: 180, 140500 USD, 2024-12';
COMMENT ON COLUMN case_citations.article_id IS 'The article; null for a judgement';
COMMENT ON COLUMN case_citations.url IS 'Address of the article; of a thread, of the post that is quoted';
COMMENT ON COLUMN case_citations.source IS 'Key of the source';
COMMENT ON COLUMN case_citations.published_at IS 'Publication, UTC; of a judgement when it was made';
COMMENT ON COLUMN case_citations.quote IS 'The exact words; of a judgement its note';
COMMENT ON COLUMN case_citations.quote_start IS 'Offset in the article''s text';
COMMENT ON COLUMN case_citations.quote_end IS 'End of the quote';
COMMENT ON COLUMN case_citations.extractor IS 'Rule that made the claim, or analyst:NAME';
COMMENT ON COLUMN case_citations.confidence IS 'Of the claim, 0 to 1';
COMMENT ON COLUMN case_citations.detail IS 'Of an event';
COMMENT ON COLUMN case_citations.statute IS 'Of a charge';
COMMENT ON COLUMN case_citations.standing IS 'Of a charge';
COMMENT ON COLUMN case_citations.speaker IS 'Who says so, where the article names it';
COMMENT ON COLUMN case_citations.carried_by IS 'Article that carries this post';

COMMENT ON VIEW case_charges IS 'The charges of a case with their standing in force';
COMMENT ON COLUMN case_charges.case_id IS 'The case';
COMMENT ON COLUMN case_charges.person IS 'Name in Latin letters';
COMMENT ON COLUMN case_charges.code IS 'Code of section 5';
COMMENT ON COLUMN case_charges.iccs IS 'Category of the UNODC classification; null for undisclosed and uncharged';
COMMENT ON COLUMN case_charges.standing IS 'alleged, pending, proven, dropped or acquitted';
COMMENT ON COLUMN case_charges.statute IS 'Statute where named: RU:276';
COMMENT ON COLUMN case_charges.words IS 'Words of the source';
COMMENT ON COLUMN case_charges.since IS 'Date of the first event about it, else of the first report';
COMMENT ON COLUMN case_charges.articles IS 'Articles that state it';
COMMENT ON COLUMN case_charges.stories IS 'Independent stories that state it';

COMMENT ON VIEW case_status_history IS 'What a case''s status was, in order';
COMMENT ON COLUMN case_status_history.case_id IS 'The case';
COMMENT ON COLUMN case_status_history.person IS 'Name in Latin letters';
COMMENT ON COLUMN case_status_history.status IS 'Word of section 4';
COMMENT ON COLUMN case_status_history.from_date IS 'Date of the event that led to it; null: not known';
COMMENT ON COLUMN case_status_history.from_precision IS 'day, month or year';
COMMENT ON COLUMN case_status_history.until_date IS 'When the next status began; null: still, or not known';

COMMENT ON VIEW unidentified_overview IS 'Unnamed detainees: never cases, never merged';
COMMENT ON COLUMN unidentified_overview.mention_id IS 'Number of the mention';
COMMENT ON COLUMN unidentified_overview.article_id IS 'The article';
COMMENT ON COLUMN unidentified_overview.url IS 'Address of the article';
COMMENT ON COLUMN unidentified_overview.source IS 'Key of the source';
COMMENT ON COLUMN unidentified_overview.published_at IS 'Publication, UTC';
COMMENT ON COLUMN unidentified_overview.nationality IS 'ISO 3166-1 alpha-2';
COMMENT ON COLUMN unidentified_overview.detaining_country IS 'ISO 3166-1 alpha-2';
COMMENT ON COLUMN unidentified_overview.people IS 'How many it speaks of';
COMMENT ON COLUMN unidentified_overview.quote IS 'The exact words';
COMMENT ON COLUMN unidentified_overview.confidence IS 'Of the claim, 0 to 1';

COMMENT ON VIEW article_overview IS 'One row an article or post, relevant or not';
COMMENT ON COLUMN article_overview.article_id IS 'Number of the article';
COMMENT ON COLUMN article_overview.source IS 'Key of the source';
COMMENT ON COLUMN article_overview.kind IS 'article or post';
COMMENT ON COLUMN article_overview.url IS 'Address it was fetched at';
COMMENT ON COLUMN article_overview.canonical_url IS 'The one address that stands for all its addresses';
COMMENT ON COLUMN article_overview.title IS 'Title';
COMMENT ON COLUMN article_overview.authors IS 'Authors as printed';
COMMENT ON COLUMN article_overview.published_at IS 'Publication, UTC';
COMMENT ON COLUMN article_overview.fetched_at IS 'Fetch of the current version, UTC';
COMMENT ON COLUMN article_overview.language IS 'BCP 47';
COMMENT ON COLUMN article_overview.relevant IS 'It, or a post that it carries, yields a case, or it speaks of at most ten unnamed detainees';
COMMENT ON COLUMN article_overview.story_id IS 'Articles with the same text share it';
COMMENT ON COLUMN article_overview.cases IS 'Numbers of the cases that it speaks of, sorted';
COMMENT ON COLUMN article_overview.carried_by IS 'Article that carries this post';
COMMENT ON COLUMN article_overview.source_type IS 'What the source is: agency, newspaper, state_media …';

COMMENT ON COLUMN case_citations.mention_key IS 'Stable key of the mention: what a judgement names';
COMMENT ON COLUMN unidentified_overview.mention_key IS 'Stable key of the mention: what a judgement names';

COMMENT ON VIEW restricted_access IS 'Who may read this sees restricted cases in full';
COMMENT ON COLUMN restricted_access.full_sight IS 'Always true';

COMMENT ON VIEW judged_case IS 'Cases that an analyst confirmed, or said to be none, since they were derived';
COMMENT ON COLUMN judged_case.case_id IS 'The case';
COMMENT ON COLUMN judged_case.verb IS 'confirmed or not_a_case';
COMMENT ON COLUMN judged_case.made_at IS 'When it was last judged so, UTC';

COMMENT ON COLUMN case_citations.gone_at IS 'When it was noticed that the platform no longer has the post that is quoted; null: it has, or it is no post, UTC';
COMMENT ON COLUMN article_overview.gone_at IS 'When it was noticed that the platform no longer has the post, or the first of its thread to go, UTC';
COMMENT ON COLUMN article_overview.led_by IS 'Numbers of the posts that link to it, sorted';

COMMENT ON VIEW proposal_overview IS 'Two persons that may be one: for an analyst to judge same or different';
COMMENT ON COLUMN proposal_overview.score IS 'Weight of the comparison, 0.60 to 0.79';
COMMENT ON COLUMN proposal_overview.reasons IS 'What speaks for and against, with its weight';
COMMENT ON COLUMN proposal_overview.person_id IS 'Number of the one';
COMMENT ON COLUMN proposal_overview.person IS 'Name of the one; null to the default role where a case of theirs is restricted';
COMMENT ON COLUMN proposal_overview.held_by IS 'States that hold or held the one';
COMMENT ON COLUMN proposal_overview.mention_key IS 'Mention of the one that is nearest to the other: what a judgement names';
COMMENT ON COLUMN proposal_overview.other_id IS 'Number of the other';
COMMENT ON COLUMN proposal_overview.other IS 'Name of the other; null to the default role where a case of theirs is restricted';
COMMENT ON COLUMN proposal_overview.other_held_by IS 'States that hold or held the other';
COMMENT ON COLUMN proposal_overview.other_key IS 'Mention of the other that is nearest to the one: other_key of the judgement';

COMMENT ON VIEW judgement_overview IS 'Every judgement, revoked ones too';
COMMENT ON COLUMN judgement_overview.judgement_id IS 'Number of the judgement: what a revocation names';
COMMENT ON COLUMN judgement_overview.verb IS 'same, different, not_a_case, confirmed or holds';
COMMENT ON COLUMN judgement_overview.persons IS 'Names of whom it is about; none to the default role where a case of theirs is restricted, or they have none';
COMMENT ON COLUMN judgement_overview.field IS 'Of holds: field as in case_citations';
COMMENT ON COLUMN judgement_overview.value IS 'Of holds: the value that holds';
COMMENT ON COLUMN judgement_overview.author IS 'Who decided';
COMMENT ON COLUMN judgement_overview.note IS 'Why; hidden as the names are';
COMMENT ON COLUMN judgement_overview.made_at IS 'When it was decided, UTC';
COMMENT ON COLUMN judgement_overview.revoked_at IS 'When it was taken back, UTC; null: it is in force';
COMMENT ON COLUMN judgement_overview.revoked_by IS 'Who took it back';
COMMENT ON COLUMN judgement_overview.derived IS 'Whether the cases were derived with it, or without it once revoked; false: it waits for that';

COMMENT ON VIEW redirected_case IS 'Every case_id that was given once and is in use no more';
COMMENT ON COLUMN redirected_case.old_id IS 'The case_id once given';
COMMENT ON COLUMN redirected_case.case_id IS 'The one that stands for it now; null: nothing does';
COMMENT ON COLUMN redirected_case.since IS 'When it was last moved, UTC';

COMMENT ON COLUMN case_citations.judgement_id IS 'Number of the judgement: what a revocation names; null for a claim';
