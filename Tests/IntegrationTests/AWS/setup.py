"""Makes, in a moto server that does not yet enforce IAM, what the tests need; prints keys as one JSON object.

usage: setup.py ENDPOINT FOLDER_OF_DEPLOY_AWS
"""
import json
import sys

import boto3

endpoint, deploy = sys.argv[1:]
session = boto3.Session(aws_access_key_id="setup", aws_secret_access_key="setup", region_name="us-east-1")
iam = session.client("iam", endpoint_url=endpoint)
organizations = session.client("organizations", endpoint_url=endpoint)


def read(name):
    with open(f"{deploy}/{name}", encoding="utf-8") as file:
        return file.read()


def user(name, document):
    iam.create_user(UserName=name)
    iam.put_user_policy(UserName=name, PolicyName="rights", PolicyDocument=json.dumps(document))
    key = iam.create_access_key(UserName=name)["AccessKey"]
    return {"key": key["AccessKeyId"], "secret": key["SecretAccessKey"]}


def statement(actions):
    return {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": actions, "Resource": "*"}]}


for name in ("arrester-deny-writes", "arrester-deny-destructive"):
    iam.create_policy(PolicyName=name, PolicyDocument=read(f"{name}.json"))

everything = statement(["*"])
agent = user("agent", everything)
trust = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"AWS": "*"}, "Action": "sts:AssumeRole"}]}
iam.create_role(RoleName="deploy-agent", Path="/agents/", AssumeRolePolicyDocument=json.dumps(trust))
iam.put_role_policy(RoleName="deploy-agent", PolicyName="rights", PolicyDocument=json.dumps(everything))
starter = user("starter", everything)

# moto sees neither the resource of an IAM call nor conditions: it takes the actions of the least privilege, and those only.
rights = [action for each in json.loads(read("arrester-role-policy.json"))["Statement"] for action in each["Action"]]
arrester = user("arrester", statement(rights))

organizations.create_organization(FeatureSet="ALL")
organizations.enable_policy_type(RootId=organizations.list_roots()["Roots"][0]["Id"], PolicyType="SERVICE_CONTROL_POLICY")
member = organizations.create_account(Email="member@example.org", AccountName="member")["CreateAccountStatus"]["AccountId"]
controller = user("controller", statement(["organizations:*"]))

print(json.dumps({"agent": agent, "starter": starter, "arrester": arrester, "controller": controller, "member": member}))
