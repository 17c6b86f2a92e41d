"""What the demonstrations have in common: processes, keys, people, calls over HTTP, and checks that are said aloud."""
import ctypes
import hashlib
import json
import os
import pathlib
import re
import secrets
import shlex
import shutil
import signal
import socket
import ssl
import subprocess
import sys
import tempfile
import textwrap
import time
import urllib.error
import urllib.request

ROOT = pathlib.Path(__file__).resolve().parents[2]
SHARED = pathlib.Path(os.environ.get("ARRESTER_SHARED") or ROOT.parent / "shared").resolve()
PEOPLE = ("olga", "anna", "ben")
# Of a line that is quoted.
WIDTH = 130
# Longer than anything here takes on a busy machine; only a fault makes it pass.
PATIENCE_SECONDS = 60
MOST_RESUMES = 3


class NotSeen(Exception):
    """What the demonstration was to show did not happen."""


def leave_out(reason):
    """Says why there is nothing to show on this machine. That is no failure."""
    print(f"Not shown: {reason}", flush=True)
    sys.exit(0)


def arrester():
    """The program that is shown."""
    path = pathlib.Path(os.environ.get("ARRESTER") or ROOT / ".build/release/arrester").resolve()
    if not os.access(path, os.X_OK):
        sys.exit(f"There is no program {path}: run `make build`, or name another in ARRESTER.")
    return str(path)


def shared_script(name, what):
    path = SHARED / name
    if not os.access(path, os.X_OK):
        leave_out(f"it needs {what}, and there is no {path}. ARRESTER_SHARED names the folder.")
    return str(path)


def need(*programs):
    for program in programs:
        if not shutil.which(program):
            leave_out(f"it needs {program}, which is not on the PATH (Scripts/install-dependencies --tests installs it).")


def free_port():
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        return held.getsockname()[1]


class Stage:
    """A folder, what runs in it, and a clock. Everything that was started is stopped at the end, however it ends."""

    def __init__(self):
        self.began = time.monotonic()
        kept = os.environ.get("ARRESTER_DEMO_KEEP")
        if kept:
            os.makedirs(kept, mode=0o700)
        self.folder = pathlib.Path(kept or tempfile.mkdtemp(prefix="arrester-demo-")).resolve()
        self.is_kept = bool(kept)
        self.endings = []
        self.seen = 0
        self.port = free_port()
        self.tokens = {name: secrets.token_hex(32) for name in (*PEOPLE, "gateway")}

    # Saying and checking

    def say(self, text):
        print(f"{time.monotonic() - self.began:6.1f} s  {text}", flush=True)

    def title(self, text):
        print(f"\n{text}", flush=True)

    def quote(self, text, most=40, wraps=True):
        lines = text.strip().splitlines()
        for line in lines[:most]:
            for part in textwrap.wrap(line, WIDTH) if wraps else [line if len(line) <= WIDTH else line[:WIDTH] + ' …']:
                print(f"          | {part}", flush=True)
        if len(lines) > most:
            print(f"          | ({len(lines) - most} more lines)", flush=True)

    def check(self, holds, what, otherwise=""):
        if not holds:
            raise NotSeen(f"{what}{': ' + str(otherwise) if otherwise != '' else ''}")
        self.seen += 1
        self.say(f"seen: {what}")

    def wait_for(self, what, condition, pause=0.05, seconds=PATIENCE_SECONDS):
        """Returns what `condition` returned, once that is something."""
        end = time.monotonic() + seconds
        while True:
            found = condition()
            if found:
                return found
            if time.monotonic() > end:
                raise NotSeen(f"{what}: not within {seconds} s")
            time.sleep(pause)

    # Processes

    def run(self, *command, **options):
        """Runs a program to its end, and returns it with what it printed."""
        return subprocess.run([str(part) for part in command], stdin=options.pop("stdin", subprocess.DEVNULL), capture_output=True,
                              text=True, timeout=180, start_new_session=True, **options)

    def require(self, *command, **options):
        done = self.run(*command, **options)
        if done.returncode:
            raise NotSeen(f"{' '.join(map(str, command))} failed: {(done.stderr or done.stdout).strip()[-500:]}")
        return done.stdout

    def start(self, name, *command, **options):
        """Starts a process whose output goes to a log. Its own session: Ctrl-C reaches this program only, which then stops it."""
        log = open(self.folder / f"{name}.log", "ab")
        process = subprocess.Popen([str(part) for part in command], stdin=subprocess.DEVNULL, stdout=log, stderr=log,
                                   start_new_session=True, **options)
        log.close()
        self.endings.append(lambda: self.stop(process))
        return process

    def stop(self, process):
        if process.poll() is None:
            process.terminate()
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()
        return process.wait()

    def start_by_script(self, script, name, *options):
        """One of the scripts that start a server behind them. Returns what it prints last."""
        folder = self.folder / name
        # Registered first: an interrupted start leaves something behind, too.
        self.endings.append(lambda: self.run(script, "stop", folder) if folder.exists() else None)
        done = self.run(script, "start", folder, *options)
        # The script can look for a process too early, before its command line is there, and then takes it for one that ended.
        for _ in range(MOST_RESUMES):
            if done.returncode != 0:
                self.run(script, "stop", folder)
                done = self.run(script, "resume", folder)
        if done.returncode != 0:
            raise NotSeen(f"{script} start {folder} failed: {(done.stderr or done.stdout).strip()[-500:]}")
        return done.stdout.split()[-1]

    def end(self):
        for ending in reversed(self.endings):
            try:
                ending()
            except (OSError, subprocess.SubprocessError) as problem:
                print(f"could not stop everything: {problem}", file=sys.stderr)
        self.endings = []
        end_children()

    # Arrester

    def make_keys(self):
        """A certificate, the token of machines, the key of breaker records, and the one that signs the audit log."""
        self.require("openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2",
                     "-subj", "/CN=arrester", "-addext", "subjectAltName=DNS:arrester.arrester.svc,IP:127.0.0.1",
                     "-keyout", self.folder / "tls.key", "-out", self.folder / "tls.crt")
        shutil.copy(self.folder / "tls.crt", self.folder / "ca.crt")
        self.write("record.key", secrets.token_hex(32))
        self.write("token", self.tokens["gateway"])
        for name in PEOPLE:
            self.write(f"{name}.token", self.tokens[name])
        self.write("audit.pub", self.require(arrester(), "audit", "keygen", "--out", self.folder / "audit.key"))

    def write(self, name, text):
        path = self.folder / name
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write(text)
        return path

    def fill(self, text, **words):
        words = {"FOLDER": self.folder, "PORT": self.port, **words}
        words.update({name.upper(): hashlib.sha256(token.encode()).hexdigest() for name, token in self.tokens.items()})
        for name, value in words.items():
            text = text.replace("{" + name + "}", str(value))
        return text

    def serve(self, configuration, environment=None, **words):
        """Starts `arrester serve`, and returns once it is ready."""
        text = (ROOT / "deploy/demo" / configuration).read_text(encoding="utf-8")
        file = self.write("arrester.yaml", self.fill(text, **words))
        self.tls = ssl.create_default_context(cafile=str(self.folder / "tls.crt"))
        self.service = self.start("arrester", arrester(), "serve", "--configuration", file,
                                  env={**os.environ, **(environment or {})})
        self.wait_for("arrester is ready", self.is_ready, pause=0.2)

    def is_ready(self):
        if self.service.poll() is not None:
            said = (self.folder / "arrester.log").read_text(encoding="utf-8").strip()[-500:]
            raise NotSeen(f"arrester left with status {self.service.returncode}: {said}")
        try:
            return self.call("GET", "/readyz")[0] == 200
        except OSError:
            return False

    def call(self, method, path, who=None, body=None):
        """Asks Arrester over TLS. Returns the status, and the JSON or the text of the answer."""
        request = urllib.request.Request(f"https://127.0.0.1:{self.port}{path}", method=method)
        if who:
            request.add_header("Authorization", f"Bearer {self.tokens[who]}")
        if body is not None:
            request.data = json.dumps(body).encode()
            request.add_header("Content-Type", "application/json")
        try:
            with urllib.request.urlopen(request, timeout=15, context=self.tls) as answer:
                status, text = answer.status, answer.read().decode()
        except urllib.error.HTTPError as refusal:
            status, text = refusal.code, refusal.read().decode()
        try:
            return status, json.loads(text)
        except ValueError:
            return status, text

    def breaker(self, principal):
        """The agent's breaker as people see it, or None."""
        status, answer = self.call("GET", "/v1/breakers", "olga")
        if status != 200:
            raise NotSeen(f"GET /v1/breakers answered {status}: {answer}")
        return next((each for each in answer["breakers"] if each["principal"] == principal), None)

    def state(self, principal):
        return (self.breaker(principal) or {}).get("state", "closed")

    def operate(self, who, *words):
        """`arrester breakers …` as that person gives it. Returns whether it was done, and what it printed, which is shown."""
        self.say(f"{who}$ arrester breakers {' '.join(shlex.quote(str(word)) for word in words)}")
        done = self.run(arrester(), "breakers", *words, "--address", f"https://127.0.0.1:{self.port}", "--ca", self.folder / "tls.crt",
                        "--token-file", self.folder / f"{who}.token")
        said = (done.stdout + done.stderr).strip()
        return done.returncode == 0, said

    def restore(self, principal):
        """Olga asks, Anna and Ben agree. Before the hold has ended one of them is not enough."""
        before = self.breaker(principal)
        did, said = self.operate("olga", "restore", "--reason", "the run was stopped, its instructions corrected", "--trip",
                                 before["trip"]["id"], before["id"])
        self.quote(said)
        found = re.search(r"\br-[0-9a-f]{12}\b", said)
        self.check(did and found, f"olga has asked for the permissions back; the hold runs until {before['hold']['until']}", said)
        request = found[0]
        status, asked = self.call("GET", f"/v1/requests/{request}", "olga")
        self.check(status == 200 and asked["request"]["approvalsNeeded"] == 2, "before then two others have to agree", (status, asked))
        did, said = self.operate("olga", "approve", request)
        self.quote(said)
        self.check(not did, "olga cannot agree with herself", said)
        did, said = self.operate("anna", "approve", request)
        self.quote(said)
        self.check(did and self.state(principal) == before["state"], f"anna agrees, and the breaker is still {before['state']}", said)
        self.operate("anna", "approve", request)
        self.check(self.state(principal) == before["state"], "anna agrees once more, which counts for nothing")
        did, said = self.operate("ben", "approve", request)
        self.quote(said)
        self.check(did, "ben agrees", said)
        self.wait_for("the breaker is on probation", lambda: self.state(principal) == "probation")
        self.check(True, "the breaker is on probation")

    def leave_and_verify(self, bootstrap):
        """Lets the service drain and leave, then checks the audit log as an auditor would."""
        status = self.stop(self.service)
        self.check(status == 0, "arrester drained and left with status 0", status)
        done = self.run(arrester(), "audit", "verify", "--bootstrap", bootstrap, "--public-key", self.folder / "audit.pub",
                        "--heads", self.folder / "arrester.log")
        self.quote(done.stdout + done.stderr, most=12)
        self.check(done.returncode == 0, "`arrester audit verify` finds the log intact, heads signed, nothing missing", done.returncode)


def adopt_orphans():
    """What a script leaves running becomes a child of this program, also where the script was interrupted before it noted it."""
    set_child_subreaper = 36
    ctypes.CDLL(None).prctl(set_child_subreaper, 1, 0, 0, 0)


def end_children():
    """Ends what is still there of what this program started."""
    for _ in range(10):
        children = pathlib.Path(f"/proc/self/task/{os.getpid()}/children").read_text().split()
        if not children:
            return
        for child in map(int, children):
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)


ENDS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


def interrupted(number, _):
    # What is being stopped is stopped to its end: another signal changes nothing.
    for each in ENDS:
        signal.signal(each, signal.SIG_IGN)
    raise KeyboardInterrupt(signal.Signals(number).name)


def perform(play):
    """Runs `play(stage)`, stops everything, and leaves with 0 only if all was seen."""
    # Whoever runs tests may have them blocked, and children inherit that: they could not be asked to leave.
    signal.pthread_sigmask(signal.SIG_UNBLOCK, ENDS)
    for number in ENDS:
        signal.signal(number, interrupted)
    adopt_orphans()
    stage = Stage()
    status, is_kept = 1, stage.is_kept
    try:
        play(stage)
        status = 0
    except KeyboardInterrupt as stop:
        status = 130
        print(f"\ninterrupted ({stop}): stopping what was started", flush=True)
    except NotSeen as problem:
        is_kept = True
        stage.say(f"NOT SEEN: {problem}")
    except Exception as problem:
        is_kept = True
        stage.say(f"BROKEN OFF: {type(problem).__name__}: {problem}")
    finally:
        for number in ENDS:
            signal.signal(number, signal.SIG_IGN)
        stage.end()
        if not is_kept:
            shutil.rmtree(stage.folder, ignore_errors=True)
    if status == 0:
        stage.title(f"Everything was seen: {stage.seen} checks in {time.monotonic() - stage.began:.0f} s; everything was stopped again.")
    elif is_kept:
        stage.title(f"Not everything was seen. Logs are in {stage.folder}")
    if status == 0 and is_kept:
        print(f"Logs, keys and configuration are in {stage.folder}", flush=True)
    sys.exit(status)
