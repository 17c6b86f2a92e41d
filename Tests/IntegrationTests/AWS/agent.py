"""Somebody at work, an agent or an administrator: does what each line of its input says, a word and what it is about, and answers each with one
line: `allowed`, or the code of AWS's refusal.

usage: agent.py ENDPOINT [ROLE_TO_ASSUME]     keys from the environment, as every program of AWS finds them
"""
import itertools
import json
import sys

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError

endpoint = sys.argv[1]
config = Config(retries={"max_attempts": 0}, region_name="us-east-1")
session = boto3.Session(region_name="us-east-1")


def client(name):
    return session.client(name, endpoint_url=endpoint, config=config)


if len(sys.argv) > 2:
    found = client("sts").assume_role(RoleArn=sys.argv[2], RoleSessionName="run")["Credentials"]
    session = boto3.Session(found["AccessKeyId"], found["SecretAccessKey"], found["SessionToken"], region_name="us-east-1")

account = "123456789012"
policy = f"arn:aws:iam::{account}:policy/arrester-deny-writes"
numbers = itertools.count()
everything = '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}'
actions = {
    "create": lambda: client("sqs").create_queue(QueueName=f"queue-{next(numbers)}"),
    "delete": lambda: client("sqs").delete_queue(QueueUrl=client("sqs").get_queue_url(QueueName="victim")["QueueUrl"]),
    "make-victim": lambda: client("sqs").create_queue(QueueName="victim"),
    "read": lambda: client("sqs").list_queues(),
    "read-servers": lambda: client("ec2").describe_instances(),
    "read-secret": lambda: client("secretsmanager").get_secret_value(SecretId="database"),
    "detach-from-user": lambda: client("iam").detach_user_policy(UserName="agent", PolicyArn=policy),
    "detach-from-role": lambda: client("iam").detach_role_policy(RoleName="deploy-agent", PolicyArn=policy),
    "edit-deny": lambda: client("iam").create_policy_version(PolicyArn=policy, PolicyDocument=everything, SetAsDefault=True),
    "delete-deny": lambda: client("iam").delete_policy(PolicyArn=policy),
    "new-key": lambda: client("iam").create_access_key(UserName="agent"),
    "new-user": lambda: client("iam").create_user(UserName=f"user-{next(numbers)}"),
    "other-role": lambda: client("sts").assume_role(RoleArn=f"arn:aws:iam::{account}:role/agents/deploy-agent", RoleSessionName="another"),
    "who": lambda: client("sts").get_caller_identity(),
}



def make_role(name):
    trust = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"AWS": "*"}, "Action": "sts:AssumeRole"}]}
    path, _, name = name.rpartition("/")
    client("iam").create_role(RoleName=name, Path=f"/{path}/" if path else "/", AssumeRolePolicyDocument=json.dumps(trust))


def drop_role(name):
    iam = client("iam")
    for attached in iam.list_attached_role_policies(RoleName=name)["AttachedPolicies"]:
        iam.detach_role_policy(RoleName=name, PolicyArn=attached["PolicyArn"])
    iam.delete_role(RoleName=name)


def drop_keys(name):
    iam = client("iam")
    for key in iam.list_access_keys(UserName=name)["AccessKeyMetadata"]:
        iam.delete_access_key(UserName=name, AccessKeyId=key["AccessKeyId"])


def take_rights(name):
    iam = client("iam")
    taken[name] = json.dumps(iam.get_user_policy(UserName=name, PolicyName="rights")["PolicyDocument"])
    iam.delete_user_policy(UserName=name, PolicyName="rights")


# What an administrator does to others, each with a name.
taken = {}
deeds = {
    "make-role": make_role,
    "drop-role": drop_role,
    "drop-keys": drop_keys,
    "take-rights": take_rights,
    "return-rights": lambda name: client("iam").put_user_policy(UserName=name, PolicyName="rights", PolicyDocument=taken.pop(name)),
    "mend-deny": lambda version: client("iam").set_default_policy_version(PolicyArn=policy, VersionId=version),
    "prune": lambda name: client("iam").detach_role_policy(RoleName=name, PolicyArn=policy),
}

print("ready", flush=True)
for line in sys.stdin:
    try:
        word, _, about = line.strip().partition(" ")
        if about:
            deeds[word](about)
        else:
            actions[word]()
        print("allowed", flush=True)
    except ClientError as error:
        print(error.response["Error"]["Code"], flush=True)
    except Exception as error:  # an answer that boto3 does not understand is no permission either, but the test must see it
        print(f"broken: {type(error).__name__}: {error}".replace("\n", " "), flush=True)
