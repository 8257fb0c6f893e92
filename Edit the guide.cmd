@echo off
rem To write in the guide on Windows, double-click this file. It looks for Python, makes the folder .venv on the first
rem run, and opens the guide in the browser. Close the window to stop.
setlocal EnableExtensions DisableDelayedExpansion
title Edit the guide
rem A folder in the network has no letter; pushd gives it one
pushd "%~dp0" 2>nul || goto alone
if not exist "tasks.py" goto alone

rem Looking for Python may not load one by itself
set "PYTHON_MANAGER_AUTOMATIC_INSTALL=false"
set "PYLAUNCHER_ALLOW_INSTALL="
set "PYTHON="
for %%V in (3.14 3.13 3.12 3.11) do call :try py -%%V
call :try python3
call :try python
for /d %%D in ("%LocalAppData%\Programs\Python\Python3*" "%ProgramFiles%\Python3*") do call :try "%%~D\python.exe"
if not defined PYTHON goto missing

echo Starting the guide. It opens in the browser. Leave this window open while you write; close it to stop.
echo.
call %PYTHON% tasks.py preview %*
if errorlevel 1 goto stopped
popd
exit /b 0

rem Keep the first Python that fits. The one of the Microsoft Store that is only an advertisement fails here.
:try
if defined PYTHON exit /b
call %* -c "import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 15))" >nul 2>nul && set PYTHON=%*
exit /b

:alone
echo This file stands alone. If you have opened a ZIP file, press "Extract all" first.
echo Then open the folder of the guide, and double-click "Edit the guide" there.
goto wait

:missing
echo The guide needs Python 3.11, 3.12, 3.13 or 3.14, and none of them is on this computer.
echo.
echo 1. In the browser, go to python.org/downloads and load Python 3.14 from the list, not a newer one.
echo 2. Open the file that was loaded. If it asks, tick "Add python.exe to PATH". Follow it to its end.
echo 3. Double-click "Edit the guide" again.
goto wait

:stopped
echo.
echo The guide has stopped. The lines above say why. Nothing that was saved is lost.

:wait
echo.
pause
exit /b 1
