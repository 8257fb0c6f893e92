"""Make the project's own Python environment, with the standard library alone, and run a task inside it.

This file and tasks.py are read by whatever Python a machine has, so they keep to syntax that any Python 3.6 accepts.
"""

import hashlib
import os
import signal
import subprocess
import sys

OLDEST_PYTHON = (3, 11)
NEWEST_PYTHON = (3, 14)  # the newest for which all packages in the hashed files come ready made
PROJECT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
ENVIRONMENT = os.path.join(PROJECT, ".venv")
STAMP = os.path.join(ENVIRONMENT, "installed.txt")
LONGEST_FOLDER = 100  # letters of the path of .venv: Windows takes 259 for a file, unless it is told to take more

# Verbs that need more than the site does.
NEEDS_DEVELOPMENT_TOOLS = {"test", "lock", "lint", "format", "bench"}
NEEDS_DEPLOYMENT_TOOLS = {"deploy", "rollback", "status"}


class CannotPrepare(Exception):
    """The environment cannot be made; the message says why and what to do, in one sentence."""


def environment_python():
    """Return the path of the environment's own Python."""
    folder, name = ("Scripts", "python.exe") if os.name == "nt" else ("bin", "python")
    return os.path.join(ENVIRONMENT, folder, name)


def requirements_for(verb):
    """Return the file name of the hashed requirements that the verb (str or None) needs."""
    if verb in NEEDS_DEPLOYMENT_TOOLS:
        return "requirements-deploy.txt"
    return "requirements-dev.txt" if verb in NEEDS_DEVELOPMENT_TOOLS else "requirements.txt"


def fingerprint(requirements):
    """Return what identifies an installation: the file's name and its SHA-256."""
    with open(os.path.join(PROJECT, requirements), "rb") as file:
        return "%s %s" % (requirements, hashlib.sha256(file.read()).hexdigest())


def maker():
    """Return which Python makes the environment; another one needs an environment of its own."""
    return "python%d.%d" % tuple(sys.version_info[:2])


def read_stamps():
    """Return what the environment says of itself: its Python, then what was installed whole; nothing if unknown."""
    try:
        with open(STAMP, encoding="utf-8") as file:
            stamps = file.read().splitlines()
    except OSError:
        return []
    return stamps if stamps[:1] == [maker()] and is_whole() else []


def is_whole():
    """Tell whether the environment can run a verb: somebody may have deleted a part of it."""
    parts = ("Lib",) if os.name == "nt" else ("lib", maker())
    invoke = os.path.join(ENVIRONMENT, *(parts + ("site-packages", "invoke", "__main__.py")))
    return os.path.exists(environment_python()) and os.path.exists(invoke)


def write_stamps(*stamps):
    """Note what is installed whole."""
    with open(STAMP, "w", encoding="utf-8") as file:
        file.write("\n".join((maker(),) + stamps) + "\n")


def prepare(verb):
    """Make the environment that the verb needs, unless it is there already. Raise CannotPrepare."""
    if sys.version_info < OLDEST_PYTHON:
        raise CannotPrepare(
            "This project needs Python %d.%d or newer, and this is %d.%d: install a newer Python and use that one."
            % (OLDEST_PYTHON + tuple(sys.version_info[:2]))
        )
    requirements = requirements_for(verb)
    stamps = read_stamps()
    if fingerprint(requirements) in stamps:
        return
    print("Getting ready. This happens once, and again when the packages of the guide change.", file=sys.stderr)
    if stamps:
        print("Step 1 of 2: the folder .venv is there.", file=sys.stderr)
    else:
        print("Step 1 of 2: making the folder .venv ...", file=sys.stderr)
        create_environment()
    write_stamps()  # an installation that is cut off here is done again
    print("Step 2 of 2: loading and installing %s, about a minute ..." % requirements, file=sys.stderr)
    install(requirements)
    print("Ready.", file=sys.stderr)
    # The deployment file includes that of the site, and the development file includes both.
    files = ["requirements.txt", "requirements-deploy.txt", "requirements-dev.txt"]
    write_stamps(*[fingerprint(name) for name in files[: files.index(requirements) + 1]])


def create_environment():
    """Create .venv, or renew it where it was made by another Python or only half made. Raise CannotPrepare."""
    try:
        import ensurepip  # noqa: F401  (Debian ships venv without it)
        import venv
    except ImportError:
        raise CannotPrepare(
            "This Python lacks its venv module: install it (on Debian and Ubuntu: apt install python3-venv) "
            "and run the command again."
        ) from None
    is_made = os.path.exists(os.path.join(ENVIRONMENT, "pyvenv.cfg"))
    is_empty = os.path.isdir(ENVIRONMENT) and not os.path.islink(ENVIRONMENT) and not os.listdir(ENVIRONMENT)
    if os.path.lexists(ENVIRONMENT) and not is_made and not is_empty:
        raise CannotPrepare(".venv is there but is not a Python environment: move it away and run the command again.")
    try:
        venv.EnvBuilder(clear=True, with_pip=True, symlinks=os.name != "nt").create(ENVIRONMENT)
    except (OSError, subprocess.CalledProcessError) as error:
        raise CannotPrepare(
            "The environment .venv could not be made (%s): put that right and run the command again." % error
        ) from None


def count_packages(requirements):
    """Return how many packages a hashed file names: a line of each begins with its name."""
    with open(os.path.join(PROJECT, requirements), encoding="utf-8") as file:
        return sum("==" in line.split("#")[0] for line in file)


def run_pip(command, count):
    """Run pip; return its exit status and what it said, line by line. In a terminal, show how far it is.

    count: the packages that it will look for.
    """
    is_shown, lines, done = sys.stderr.isatty(), [], 0
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, universal_newlines=True, errors="replace"
    ) as pip:
        for line in pip.stdout or ():
            lines.append(line.strip())
            if lines[-1].startswith("Collecting "):
                done += 1
                told = "Loading package %d of %d" % (min(done, count), count)
            elif lines[-1].startswith("Installing collected"):
                told = "Installing all of them"
            else:
                continue
            if is_shown:
                print("\r  %-40s" % told, end="", file=sys.stderr, flush=True)
    if is_shown and lines:
        print("\r%42s\r" % "", end="", file=sys.stderr, flush=True)
    return pip.returncode, [line for line in lines if line]


def install(requirements):
    """Install the hashed file into .venv, all of it or none. Raise CannotPrepare with pip's own last words."""
    command = [environment_python(), "-m", "pip", "install", "--disable-pip-version-check", "--progress-bar", "off"]
    command += ["--no-input", "--require-hashes", "--requirement", os.path.join(PROJECT, requirements)]
    status, lines = run_pip(command, count_packages(requirements))
    if status == 0:
        return
    # The lock holds versions that exist: pip that finds none has reached no index, or one that lacks them
    unreached = ("connection", "name resolution", "no matching distribution")
    if any(words in line.lower() for words in unreached for line in lines):
        raise CannotPrepare(
            "The packages in %s could not be downloaded: connect this machine to the network "
            "(or to your package mirror) and run the command again." % requirements
        )
    if any("No module named pip" in line for line in lines):
        raise CannotPrepare("The environment .venv is damaged: delete the folder .venv and run the command again.")
    errors = [line for line in lines if line.startswith("ERROR")] or lines or ["no reason given"]
    if os.name == "nt" and len(ENVIRONMENT) > LONGEST_FOLDER:
        raise CannotPrepare(
            "The packages in %s could not be installed (%s): this folder lies so deep that Windows cannot name the files "
            "in it. Move it to a place with a short name, such as C:\\guide, and run the command again."
            % (requirements, errors[-1])
        )
    if sys.version_info[:2] > NEWEST_PYTHON:
        raise CannotPrepare(
            "The packages in %s could not be installed (%s): they are not ready for Python %d.%d yet. Install Python "
            "%d.%d beside it and use that one."
            % ((requirements, errors[-1]) + tuple(sys.version_info[:2]) + NEWEST_PYTHON)
        )
    raise CannotPrepare(
        "The packages in %s could not be installed (%s): put that right and run the command again."
        % (requirements, errors[-1])
    )


def keep_streams():
    """Open what was closed, so that no file that is opened later is taken for input or output."""
    for number in (0, 1, 2):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)  # gets the lowest number that is free
            os.set_inheritable(number, True)
    sys.stderr = sys.stderr or os.fdopen(2, "w")


def run_and_wait(command):
    """Run a command (list of str) and return its exit status, where no program can take the place of another (Windows).

    Ctrl-C reaches it too, and how it ends then is its own affair: here it is passed over.
    """
    before = signal.signal(signal.SIGINT, lambda *_: None)
    try:
        return subprocess.run(command).returncode
    finally:
        signal.signal(signal.SIGINT, before)


def hand_over(arguments):
    """Prepare the environment and run `invoke` with the arguments (list of str) inside it; return its exit status."""
    keep_streams()
    verb = next((argument for argument in arguments if not argument.startswith("-")), None)
    command = [environment_python(), "-m", "invoke", *(arguments or ["--list"])]
    try:
        os.chdir(PROJECT)
        prepare(verb)
        if os.name == "nt":
            return run_and_wait(command)
        os.execv(command[0], command)
    except CannotPrepare as problem:
        print(problem, file=sys.stderr)
    except OSError as error:
        place = " (%s)" % error.filename if error.filename else ""
        print(
            "The environment .venv cannot be used: %s%s. Put that right and run the command again."
            % (error.strerror or error, place),
            file=sys.stderr,
        )
    except KeyboardInterrupt:
        print("Stopped. Run the command again to go on.", file=sys.stderr)
    return 1
