"""Judgements made in plain SQL: announced to whoever listens, and refused where nobody could obey them."""

from alembic import op

from migrations.views import drop_views

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

FORM = r"""
CREATE FUNCTION holdable_form(field text) RETURNS text LANGUAGE sql IMMUTABLE RETURN CASE
  WHEN field IN ('name', 'place', 'sex', 'occupation', 'facility', 'authority') THEN '[^\n]+'
  WHEN field IN ('nationality', 'detaining_country') THEN '[A-Z]{2}'
  WHEN field = 'age' THEN '\d{1,3}'
  WHEN field = 'sentence' THEN '\d{1,5}(\.\d)?|life|death'
  WHEN field = 'fine' THEN '\d{1,15}(\.\d+)? [A-Z]{3}'
  WHEN field = 'custody' THEN 'criminal|immigration|administrative|extradition|prisoner_of_war|unacknowledged'
  WHEN field = 'status' THEN 'detained|charged|on_trial|convicted|imprisoned|house_arrest|exit_ban|released|exchanged|'
    'deported|extradited|repatriated|escaped|died|unknown'
  WHEN field = 'charge' THEN 'espionage|treason|state_secrets|sabotage|subversion|foreign_agent|mercenary|terrorism|'
    'extremism|weapons|cybercrime|organized_crime|traffic|aviation_maritime|piracy|disinformation|insult|blasphemy|'
    'protest|hooliganism|public_morals|journalism|tax_customs|debt|illegal_entry|immigration|people_smuggling|'
    'obstruction|bribery|embezzlement|fraud|forgery|money_laundering|sanctions|drug_possession|drug_trafficking|'
    'murder|manslaughter|assault|kidnapping|human_trafficking|extortion|sexual_offence|child_exploitation|robbery|'
    'burglary|theft|property_damage|wildlife|war_crimes|other|undisclosed|uncharged'
  WHEN field IN (
    'event:detained', 'event:charged', 'event:remanded', 'event:trial_opened', 'event:convicted', 'event:acquitted',
    'event:sentenced', 'event:appeal_filed', 'event:appeal_decided', 'event:transferred', 'event:designated',
    'event:exchanged', 'event:pardoned', 'event:released', 'event:exit_banned', 'event:deported', 'event:extradited',
    'event:escaped', 'event:died') THEN '\d{4}(-\d{2}(-\d{2})?)?'
  END"""

CHECK = """
CREATE FUNCTION check_judgement() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF NEW.other_key = NEW.mention_key THEN
    RAISE EXCEPTION 'mention_key and other_key are one mention: name two' USING ERRCODE = 'check_violation';
  ELSIF NEW.verb = 'holds' AND (NEW.value ~ ('^(' || holdable_form(NEW.field) || ')$')) IS NOT TRUE THEN
    RAISE EXCEPTION 'no judgement can hold % = %', NEW.field, NEW.value USING ERRCODE = 'check_violation',
      HINT = 'field and value are written as in case_citations: sentence 180, fine 140500 USD, event:detained 2024-12';
  ELSIF NEW.verb = 'holds' AND NEW.field LIKE 'event:%' THEN
    PERFORM left(NEW.value || '-01-01', 10)::date;
  END IF;
  RETURN NEW;
END $$"""

ANNOUNCE = """
CREATE FUNCTION announce_judgement() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NOTIFY judgement;
  RETURN NULL;
END $$"""

TRIGGERS = (
    """CREATE TRIGGER checked BEFORE INSERT OR UPDATE OF mention_key, other_key, verb, field, value ON judgement
       FOR EACH ROW EXECUTE FUNCTION check_judgement()""",
    """CREATE TRIGGER announced AFTER INSERT OR UPDATE OF revoked_at ON judgement
       FOR EACH STATEMENT EXECUTE FUNCTION announce_judgement()""",
)


def upgrade() -> None:
    for statement in (FORM, CHECK, ANNOUNCE, *TRIGGERS):
        op.execute(statement)


def downgrade() -> None:
    drop_views(op.get_bind())
    op.execute("DROP TRIGGER announced ON judgement")
    op.execute("DROP TRIGGER checked ON judgement")
    for function in ("announce_judgement()", "check_judgement()", "holdable_form(text)"):
        op.execute(f"DROP FUNCTION {function}")
