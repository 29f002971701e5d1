#!/usr/bin/env bash
# Sets everything up, then does one thing; `usage` below says what.
set -euo pipefail
cd "$(dirname "$(readlink -f "$0")")"

usage() {
  cat >&2 <<'TEXT'
./build.sh           builds all projects
./build.sh demo      shows the in-box model at work, through a Kernel, and measures it
./build.sh test      runs all tests
./build.sh targets   measures against targets and other libraries (tests/GptPrompting.Benchmarks)
./build.sh pack      writes the NuGet packages (official packages only)
PACKAGES=auto|official|standin says where the packages with a stand-in in compat/ come from;
auto, the default, asks the configured feeds once (compat/README.md).
TEXT
  exit 2
}

answer=artifacts/packages.props
packages=${PACKAGES:-auto}

# One probe: a property of compat/StandIns.targets and the packages that it stands for.
probes=(
  "OnnxRuntimeFrom Microsoft.ML.OnnxRuntime"
  "TokenizersFrom Microsoft.ML.Tokenizers"
  "SemanticKernelFrom Microsoft.SemanticKernel.Abstractions;Microsoft.SemanticKernel.Core"
  "ScribanFrom Scriban"
)

# Prints official or standin. Only a feed's "not here" means standin; any other failure is shown and ends the script.
find_source() {
  [ "$packages" = auto ] || { echo "$packages"; return; }
  local log
  if log=$(Probe=$1 dotnet restore compat/probe/probe.csproj --force --verbosity quiet 2>&1); then
    echo official
  elif grep -qE 'NU110[123]' <<<"$log"; then
    grep -oE -m1 'NU110[123]: .*' <<<"$log" >&2
    echo standin
  else
    printf '%s\n' "$log" "build.sh: could not ask the feeds for $1" >&2
    return 1
  fi
}

# The version that the last probe restored; feeds may offer a newer one than Directory.Packages.props asks for.
restored_version() {
  sed -nE "s|.*\"${1%%;*}/([0-9][^\"]*)\".*|\1|p" artifacts/obj/probe/project.assets.json | head -n 1
}

choose_packages() {
  case $packages in auto | official | standin) ;; *)
    echo "build.sh: PACKAGES is '$packages'; it must be auto, official or standin" >&2
    exit 2 ;;
  esac
  local stamp="<!-- PACKAGES=$packages, $(cksum <Directory.Packages.props) -->"
  if [ -f "$answer" ] && grep -qF -- "$stamp" "$answer"; then return; fi

  local lines=() probe property names source
  for probe in "${probes[@]}"; do
    read -r property names <<<"$probe"
    source=$(find_source "$names") || exit 1
    echo "${names/;/ and }: $source$([ "$packages$source" = autoofficial ] && echo " $(restored_version "$names")" || true)"
    lines+=("    <$property>$source</$property>")
  done
  # Outputs of the other side must not lie beside the new ones: a native library would be found first.
  rm -rf artifacts/bin artifacts/obj
  mkdir -p artifacts
  printf '%s\n' "<Project>" "  $stamp" "  <PropertyGroup>" "${lines[@]}" "  </PropertyGroup>" "</Project>" >"$answer.new"
  mv "$answer.new" "$answer"
}

# npm ci takes the lock file's exact version; the marker tells a finished install from a broken one.
fetch_onnxruntime() {
  grep -q '<OnnxRuntimeFrom>standin<' "$answer" || return 0
  local folder=compat/Microsoft.ML.OnnxRuntime
  local marker=$folder/node_modules/.package-lock.json
  [ "$marker" -nt $folder/package-lock.json ] && return 0
  echo "Fetching ONNX Runtime's sources and native library with npm ci ..."
  (cd $folder && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error)
  touch "$marker"
}

command=${1:-build}
case $command in build | demo | test | targets | pack) ;; *) usage ;; esac
shift || true

export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
choose_packages
fetch_onnxruntime

case $command in
  build) dotnet build GptPrompting.sln -c Release --verbosity minimal "$@" ;;
  demo)
    dotnet build src/GptPrompting.Cli -c Release --verbosity quiet
    ./gptprompt demo "$@"
    ;;
  targets)
    dotnet build tests/GptPrompting.Benchmarks -c Release --verbosity quiet
    artifacts/bin/GptPrompting.Benchmarks/release/GptPrompting.Benchmarks targets "$@"
    ;;
  # Most code of a test runs a few times: counting its calls, to compile it better, took a seventh of the fuzz tests' time.
  test) DOTNET_TieredPGO=0 dotnet test GptPrompting.sln -c Release --verbosity minimal -p:AnalyzesTests=false "$@" ;;
  pack) dotnet pack GptPrompting.sln -c Release --verbosity minimal "$@" ;;
esac
