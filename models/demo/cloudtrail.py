"""Writes records the way CloudTrail does: identities, identifiers, and the order of the fields."""

import datetime
import json
import random
import string
import uuid

PRODUCTION = "111122223333"
SANDBOX = "444455556666"
REGION = "eu-west-1"
ALL_REGIONS = [
    "us-east-1", "us-east-2", "us-west-1", "us-west-2", "ca-central-1", "sa-east-1",
    "eu-west-1", "eu-west-2", "eu-west-3", "eu-central-1", "eu-north-1",
    "ap-south-1", "ap-southeast-1", "ap-southeast-2", "ap-northeast-1", "ap-northeast-2", "ap-northeast-3",
]
GLOBAL_SOURCES = {"iam", "cloudfront", "route53", "organizations"}


class Caller:
    """Who calls: the identity block, where from, and with what tool."""

    def __init__(self, account, identity, address, agent, console=False):
        self.account, self.identity, self.address = account, identity, address
        self.agent, self.console = agent, console


class Trail:
    """Collects records; every random choice comes from one seeded generator."""

    def __init__(self, start, seed):
        self.start, self.random, self.records = start, random.Random(seed), []

    # Names and identifiers

    def text(self, alphabet, length):
        return "".join(self.random.choice(alphabet) for _ in range(length))

    def hexadecimal(self, length):
        return self.text("0123456789abcdef", length)

    def capitals(self, length):
        return self.text(string.ascii_uppercase + "234567", length)

    def identifier(self):
        return str(uuid.UUID(int=self.random.getrandbits(128), version=4))

    def time(self, seconds):
        return (self.start + datetime.timedelta(seconds=int(seconds))).strftime("%Y-%m-%dT%H:%M:%SZ")

    def date(self, seconds):
        """How responses write dates: Jul 1, 2026, 9:10:00 AM."""
        moment = self.start + datetime.timedelta(seconds=int(seconds))
        return f"{moment:%b} {moment.day}, {moment.year}, {moment.hour % 12 or 12}:{moment:%M:%S %p}"

    # Callers

    def role(self, account, name, session, address, agent, path="/", console=False, sign_in=-1800):
        """A session of a role."""
        principal = "AROA" + self.capitals(17)
        identity = {
            "type": "AssumedRole",
            "principalId": f"{principal}:{session}",
            "arn": f"arn:aws:sts::{account}:assumed-role/{name}/{session}",
            "accountId": account,
            "accessKeyId": "ASIA" + self.capitals(9) + "EXAMPLE",
            "sessionContext": {
                "sessionIssuer": {
                    "type": "Role",
                    "principalId": principal,
                    "arn": f"arn:aws:iam::{account}:role{path}{name}",
                    "accountId": account,
                    "userName": name,
                },
                "attributes": {"creationDate": self.time(sign_in), "mfaAuthenticated": "false"},
            },
        }
        return Caller(account, identity, address, agent, console)

    def person(self, account, permissions, mail, address, agent):
        """A person in the console, signed in through IAM Identity Center."""
        name = f"AWSReservedSSO_{permissions}_{self.hexadecimal(16)}"
        path = f"/aws-reserved/sso.amazonaws.com/{REGION}/"
        return self.role(account, name, mail, address, agent, path, console=True)

    def service(self, account, host):
        """A service that acts on its own."""
        return Caller(account, {"type": "AWSService", "invokedBy": host}, host, host)

    # Records

    def add(self, seconds, caller, action, request=None, response=None, *, read=False, region=REGION, error=None, through=None,
            resources=None, shared=False):
        """One call. `action` is `source:Operation`, `error` (code, message), `through` the service that called for the caller."""
        source, name = action.split(":")
        identity = dict(caller.identity, invokedBy=through) if through else caller.identity
        record = {
            "eventVersion": "1.11",
            "userIdentity": identity,
            "eventTime": self.time(seconds),
            "eventSource": f"{source}.amazonaws.com",
            "eventName": name,
            "awsRegion": "us-east-1" if source in GLOBAL_SOURCES else region,
            "sourceIPAddress": through or caller.address,
            "userAgent": through or caller.agent,
        }
        if error:
            record["errorCode"], record["errorMessage"] = error
        record["requestParameters"] = request
        record["responseElements"] = None if error else response
        record["requestID"] = self.identifier()
        record["eventID"] = self.identifier()
        record["readOnly"] = read
        if resources:
            record["resources"] = resources
        record.update(eventType="AwsApiCall", managementEvent=True, recipientAccountId=caller.account)
        if shared:
            record["sharedEventID"] = self.identifier()
        record["eventCategory"] = "Management"
        if not through and caller.identity["type"] != "AWSService":
            record["tlsDetails"] = self.tls(source, record["awsRegion"])
            if caller.console:
                record["sessionCredentialFromConsole"] = "true"
        self.records.append(record)

    def read(self, seconds, caller, action, request=None, **options):
        self.add(seconds, caller, action, request, read=True, **options)

    def tls(self, source, region):
        host = f"{source}.amazonaws.com" if source in GLOBAL_SOURCES else f"{source}.{region}.amazonaws.com"
        return {"tlsVersion": "TLSv1.3", "cipherSuite": "TLS_AES_128_GCM_SHA256", "clientProvidedHostHeader": host}

    def write(self, path):
        """In order of time; records of one second stay in the order in which they were added."""
        self.records.sort(key=lambda record: record["eventTime"])
        with open(path, "w", encoding="utf-8") as file:
            for record in self.records:
                file.write(json.dumps(record, separators=(",", ":"), ensure_ascii=False) + "\n")
