@echo off
rem Starts the tool that build.sh built.
set "TOOL=%~dp0artifacts\bin\GptPrompting.Cli\release\gptprompt.dll"
if not exist "%TOOL%" (
  echo gptprompt: not built yet; run build.sh once 1>&2
  exit /b 2
)
dotnet "%TOOL%" %*
