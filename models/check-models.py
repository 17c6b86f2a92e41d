#!/usr/bin/env python3
"""Check the models in this folder, and say how much of what happens they know.

    python3 models/check-models.py [EVENTS.jsonl …]

Without files: every table is read and its rows are checked (known actions, effects, severities, flags, order,
no action twice), and the share of the access-level table that a verb or a row decides is printed. With files of
CloudTrail events, one a line in any of the shapes that people keep them in, also by what each event's action was
decided. Exit status 1 if a table is wrong.
"""

import collections
import json
import pathlib
import re
import sys

HERE = pathlib.Path(__file__).parent
EFFECTS = ("read", "create", "modify", "disrupt", "delete")
SEVERITIES = (0, 1, 3, 5, 8)
FLAGS = ("permission", "credential", "tagging", "guardrail", "dataEvent")
SIGNALS = (
    "velocity", "destroyed", "severity", "destructiveRatio", "spread", "scopeSpread", "recreated", "permissions",
)
KINDS = ("agent", "automation", "human", "unknown", "service")
OPERATORS = ("is", "isNot", "atMost", "exists")
MAXIMUM_BYTES = 1_048_576
MAXIMUM_UNMATCHED_WRITES = 0.03

# Names that CloudTrail writes and the Service Authorization Reference does not know: S3 and API Gateway have other
# names for the permission than for the call, sign-in has no API, and services report what they did by themselves.
CLOUDTRAIL_NAMES = {
    "apigateway": """
        CreateApiKey CreateAuthorizer CreateDeployment CreateResource CreateRestApi CreateStage CreateUsagePlan
        CreateVpcLink DeleteApi DeleteApiKey DeleteApiMapping DeleteBasePathMapping DeleteDeployment
        DeleteDocumentationPart DeleteDomainName DeleteGatewayResponse DeleteIntegration DeleteIntegrationResponse
        DeleteMethod DeleteMethodResponse DeleteModel DeleteRequestValidator DeleteResource DeleteRestApi DeleteRoute
        DeleteRouteResponse DeleteStage DeleteUsagePlanKey FlushStageAuthorizersCache FlushStageCache ImportRestApi
        UpdateStage""",
    "autoscaling": """
        DeleteScalingPolicy DeregisterScalableTarget RegisterScalableTarget""",
    "bedrock": """
        Converse ConverseStream""",
    "budgets": """
        DeleteBudget""",
    "cloudfront": """
        CreateDistributionWithTags""",
    "codecatalyst": """
        DeleteProject DeleteSpace""",
    "dynamodb": """
        BatchExecuteStatement ExecuteStatement ExecuteTransaction TransactGetItems TransactWriteItems""",
    "ec2": """
        SharedSnapshotVolumeCreated""",
    "iam": """
        DetachUserGroup PutPolicy""",
    "kms": """
        DeleteKey ReEncrypt""",
    "lambda": """
        Invoke""",
    "organizations": """
        CreateAccountResult""",
    "rolesanywhere": """
        CreateSession""",
    "s3-outposts": """
        DeleteBucketTagging""",
    "s3": """
        CompleteMultipartUpload CopyObject CreateMultipartUpload DeleteAccountPublicAccessBlock
        DeleteBucketAnalyticsConfiguration DeleteBucketCors DeleteBucketEncryption
        DeleteBucketIntelligentTieringConfiguration DeleteBucketInventoryConfiguration DeleteBucketLifecycle
        DeleteBucketMetadataConfiguration DeleteBucketMetricsConfiguration DeleteBucketOwnershipControls
        DeleteBucketPublicAccessBlock DeleteBucketReplication DeleteBucketTagging DeleteObjects HeadBucket HeadObject
        ListMultipartUploads ListObjectVersions ListObjects ListParts PostObject PutBucketAnalyticsConfiguration
        PutBucketCors PutBucketEncryption PutBucketIntelligentTieringConfiguration PutBucketInventoryConfiguration
        PutBucketLifecycle PutBucketLifecycleConfiguration PutBucketMetricsConfiguration PutBucketReplication
        PutObjectLockConfiguration RenameObject SelectObjectContent UploadPart UploadPartCopy WriteGetObjectResponse""",
    "signin": """
        AssumeRole ConsoleLogin CredentialChallenge CredentialVerification EmailUpdated ExitRole
        ExternalIdPDirectoryLogin GetSigninToken PasswordRecoveryCompleted PasswordRecoveryRequested PasswordUpdated
        RenewRole SwitchRole UserAuthentication""",
    "sns": """
        PublishBatch""",
    "sqs": """
        ChangeMessageVisibilityBatch DeleteMessageBatch SendMessageBatch""",
    "sso": """
        Authenticate CreateToken Federate GetRoleCredentials Logout""",
}



class Report:
    """What is wrong, with its place; printed all at once."""

    def __init__(self):
        self.problems = []

    def expect(self, condition, place, problem):
        if not condition:
            self.problems.append(f"{place}: {problem}")


def load(name, form, report):
    path = HERE / name
    report.expect(path.stat().st_size < MAXIMUM_BYTES, name, f"must stay below {MAXIMUM_BYTES} bytes")
    text = path.read_text(encoding="utf-8")
    table = json.loads(text, object_pairs_hook=lambda pairs: without_twice(pairs, name, report))
    report.expect(list(table)[0] == "format" and table["format"] == form, name, f'must begin with "format": "{form}"')
    report.expect(re.fullmatch(r"\d{4}-\d{2}-\d{2}(\.\d+)?", table.get("version", "")), name, "version must be a date")
    report.expect(len(table.get("made", "")) > 20, name, "made must say how and from what")
    return table


def without_twice(pairs, name, report):
    keys = collections.Counter(key for key, _ in pairs)
    report.expect(len(keys) == len(pairs), name, f"keys twice in one object: {[k for k, n in keys.items() if n > 1]}")
    return dict(pairs)


def longest_verb(operation, verbs):
    """The effect of the longest prefix that ends where a word ends, or None."""
    for length in range(len(operation), 0, -1):
        effect = verbs.get(operation[:length])
        if effect and (length == len(operation) or operation[length].isupper() or operation[length].isdigit()):
            return effect
    return None


def known_actions(levels):
    actions = {f"{s}:{a}": level for s, by in levels["services"].items() for level, names in by.items() for a in names}
    cloudtrail = {f"{s}:{a}" for s, names in CLOUDTRAIL_NAMES.items() for a in names.split()}
    return actions, cloudtrail


def check_result(row, place, report):
    """Effect, severity, flags and irreversible of a row of either table."""
    severity, effect = row.get("severity"), row.get("effect")
    report.expect(effect is None or effect in EFFECTS, place, f"effect {effect!r}")
    report.expect(severity is None or severity in SEVERITIES, place, f"severity {severity!r}")
    report.expect(set(row.get("flags", [])) <= set(FLAGS), place, f"flags {row.get('flags')}")
    report.expect(severity != 8 or row.get("irreversible") is True, place, "severity 8 means irreversible")
    report.expect(not row.get("irreversible") or severity == 8, place, "irreversible means severity 8")
    report.expect(severity in (None, 0) or effect in (None, "delete", "disrupt"), place, "only what destroys has a weight")
    report.expect(len(row.get("reason", "")) >= 8, place, "needs a reason")


def check_actions(table, levels, report):
    known, cloudtrail = known_actions(levels)
    prefixes = [verb["prefix"] for verb in table["verbs"]]
    report.expect(len(prefixes) == len(set(prefixes)), "verbs", "a prefix twice")
    report.expect(all(verb["effect"] in EFFECTS for verb in table["verbs"]), "verbs", "an unknown effect")
    for source, service in table["services"].items():
        report.expect(service in levels["services"], f"services.{source}", f"{service} has no access levels")
        report.expect(source not in levels["services"], f"services.{source}", "is a service prefix itself")
    for action, row in table["actions"].items():
        report.expect(action in known or action in cloudtrail, action, "is no known action")
        check_result(row, action, report)
        report.expect(set(row) <= {"effect", "severity", "flags", "irreversible", "reason"}, action, "unknown key")
        if known.get(action) == "Permissions":
            report.expect("permission" in row.get("flags", []), action, "its access level says permission")
    report.expect(list(table["actions"]) == sorted(table["actions"]), "actions", "must be sorted")


def check_parameters(table, levels, report):
    known, cloudtrail = known_actions(levels)
    for index, row in enumerate(table["rows"]):
        place = f"parameters row {index} ({row['action']})"
        report.expect(row["action"] in known or row["action"] in cloudtrail, place, "is no known action")
        check_result(row, place, report)
        report.expect(row["when"], place, "needs a condition")
        report.expect(row.get("oneStrike") in (None, "data", "guardrail"), place, "oneStrike is data or guardrail")
        for condition in row["when"]:
            operators = [key for key in condition if key != "parameter"]
            report.expect(len(operators) == 1 and operators[0] in OPERATORS, place, f"condition {condition}")
            report.expect(condition.get("parameter"), place, "a condition needs its parameter")
    names = [row["action"] for row in table["rows"]]
    report.expect(names == sorted(names), "parameters", "must be sorted by action")


def check_resources(table, levels, report):
    known, cloudtrail = known_actions(levels)
    for action, row in table["actions"].items():
        report.expect(action in known or action in cloudtrail, action, "is no known action")
        report.expect(re.fullmatch(r"[a-z0-9-]+:[A-Za-z0-9]+", row["type"]), action, f"type {row['type']!r}")
        report.expect(("names" in row) != ("join" in row), action, "needs names or join, not both")
        for path in row.get("names", []) + row.get("join", []):
            report.expect(re.match(r"(request|response)\.", path), action, f"path {path!r}")
        report.expect("join" not in row or len(row["join"]) > 1, action, "join needs two paths")
    report.expect(list(table["actions"]) == sorted(table["actions"]), "resources", "must be sorted")


def check_limits(model, report):
    windows = {window["seconds"] for window in model["windows"]}
    for kind, limits in model["limits"].items():
        report.expect(kind in KINDS, "limits", f"kind {kind!r}")
        for limit in limits:
            place = f"limits.{kind} {limit['signal']}"
            report.expect(limit["signal"] in SIGNALS, place, "unknown signal")
            report.expect(limit["windowSeconds"] in windows, place, "names no window of the model")
            report.expect("hard" in limit or "soft" in limit, place, "needs hard or soft")
            report.expect(limit.get("soft", 0) <= limit.get("hard", float("inf")), place, "soft is above hard")
            fits = limit["signal"] != "destroyed" or limit.get("hard", 0) <= model["bounds"]["resourcesPerBucket"]
            report.expect(fits, place, "a bucket cannot hold so many resources")
    for window in model["windows"]:
        report.expect(window["seconds"] % window["bucketSeconds"] == 0, "windows", f"{window} has no whole buckets")


def check_model(model, actions, levels, report):
    known, cloudtrail = known_actions(levels)
    check_limits(model, report)
    report.expect(set(model["response"]) == set(KINDS), "response", f"must name {KINDS}")
    for rule in model["kinds"]["rules"]:
        place = f"kinds.rules {rule.get('principal') or rule.get('session')}"
        report.expect(rule["kind"] in KINDS and rule.get("reason"), place, "needs a known kind and a reason")
        forced = rule.get("sessionForced") is True and "session" in rule
        report.expect(("principal" in rule) != forced, place, "needs a principal, or a session that is forced")
    patterns = [json.dumps([rule.get("principal"), rule.get("session")]) for rule in model["kinds"]["rules"]]
    report.expect(len(patterns) == len(set(patterns)), "kinds.rules", "a pattern twice: the second is never asked")
    for strike in model["oneStrike"]:
        action, kind, place = strike["action"], strike["class"], f"oneStrike {strike['action']}"
        row = actions["actions"].get(action, {})
        report.expect(action in known or action in cloudtrail, place, "is no known action")
        report.expect(kind in ("data", "guardrail") and strike.get("reason"), place, "class and reason")
        guards = "guardrail" in row.get("flags", []) or action.startswith("organizations:")
        report.expect(kind != "guardrail" or guards, place, "is no guardrail by the action table")
        report.expect(kind != "data" or row.get("severity") in (5, 8), place, "weighs little for a one-strike on data")
    for name in model["statefulTypes"]:
        report.expect(re.fullmatch(r"[a-z0-9-]+:(\*|[A-Za-z0-9]+)", name), f"statefulTypes {name}", "is no type")
        report.expect(name.split(":")[0] in levels["services"], f"statefulTypes {name}", "unknown service")
    for service in model["globalServices"]:
        report.expect(service in levels["services"], f"globalServices {service}", "unknown service")


def classify(action, read_only, actions, known, verbs):
    """-> (effect, by what): the order of the design, section 1. A read verb on what is a change means modify."""
    if "effect" in actions["actions"].get(action, {}):
        return actions["actions"][action]["effect"], "override"
    level, verb = known.get(action), longest_verb(action.split(":")[1], verbs)
    if read_only is True or (read_only is None and level in ("Read", "List")):
        return "read", "readOnly" if read_only else "level"
    if level == "Tagging":
        return "modify", "level"
    if read_only is None and level is None and verb == "read":
        return "read", "verb"
    if verb is None:
        return "modify" if level else "unknown", "level" if level else "unknown"
    return ("modify", "level" if level else "readOnly") if verb == "read" else (verb, "verb")


def print_coverage(actions, known, verbs):
    writes = [action for action, level in known.items() if level == "Write"]
    unmatched = sorted(
        action for action in writes if action not in actions["actions"] and longest_verb(action.split(":")[1], verbs) is None
    )
    effects = collections.Counter(classify(action, None, actions, known, verbs) for action in known)
    print(f"access levels: {len(known)} actions, {len(writes)} of them Write; rows in the action table: {len(actions['actions'])}")
    for (effect, by), count in sorted(effects.items()):
        print(f"  {effect:8} by {by:9} {count:6}")
    share = 100 * len(unmatched) / len(writes)
    print(f"Write actions that no verb and no row knows: {len(unmatched)} ({share:.2f} %): {' '.join(unmatched)}")
    return len(unmatched) / len(writes)


def records(value):
    """Every CloudTrail record inside one line: bare, in an envelope, in an array, or as a string."""
    if isinstance(value, str):
        if value.startswith("{") and "eventSource" in value:
            try:
                yield from records(json.loads(value))
            except ValueError:
                return
    elif isinstance(value, list):
        for item in value:
            yield from records(item)
    elif isinstance(value, dict):
        if "eventName" in value and "eventSource" in value:
            yield value
        else:
            for item in value.values():
                yield from records(item)


def action_of(record, services):
    source = str(record["eventSource"]).removesuffix(".amazonaws.com")
    operation = re.sub(r"(\d{8}|\d{4}_\d{2}_\d{2})(v\d+)?$", "", str(record["eventName"]))
    return f"{services.get(source, source)}:{operation}"


def print_events(paths, actions, known, verbs):
    by_what, listed = collections.Counter(), collections.defaultdict(collections.Counter)
    for path in paths:
        for line in pathlib.Path(path).read_text(encoding="utf-8").splitlines():
            for record in records(json.loads(line)):
                action, read_only = action_of(record, actions["services"]), record.get("readOnly")
                read_only = {"true": True, "false": False}.get(str(read_only).lower())
                effect, by = classify(action, read_only, actions, known, verbs)
                by_what[by] += 1
                listed[effect, by][action] += 1
    total = sum(by_what.values())
    print(f"events: {total}; " + ", ".join(f"{by} {n} ({100 * n / total:.1f} %)" for by, n in by_what.most_common()))
    for (effect, by), found in sorted(listed.items()):
        if effect != "read" or by == "verb":
            print(f"  {effect} by {by}: " + " ".join(f"{action}×{n}" for action, n in sorted(found.items())))


def main(paths):
    report = Report()
    model = load("default.json", "arrester-model/1", report)
    levels = load(model["tables"]["accessLevels"], "arrester-access-levels/1", report)
    actions = load(model["tables"]["actions"], "arrester-actions/1", report)
    check_actions(actions, levels, report)
    check_parameters(load(model["tables"]["parameters"], "arrester-parameters/1", report), levels, report)
    check_resources(load(model["tables"]["resources"], "arrester-resources/1", report), levels, report)
    check_model(model, actions, levels, report)
    known, verbs = known_actions(levels)[0], {verb["prefix"]: verb["effect"] for verb in actions["verbs"]}
    unmatched = print_coverage(actions, known, verbs)
    report.expect(unmatched < MAXIMUM_UNMATCHED_WRITES, "verbs", "too many Write actions match no verb")
    if paths:
        print_events(paths, actions, known, verbs)
    for problem in report.problems:
        print(f"wrong: {problem}", file=sys.stderr)
    print(f"{len(report.problems)} problems")
    return 1 if report.problems else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
