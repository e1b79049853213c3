@echo off
rem Runs Blindspot from its distribution on Windows. BLINDSPOT_JAVA_OPTS adds options for Java, after these.
setlocal
for %%I in ("%~dp0..") do set "root=%%~fI"
set "java=java.exe"
if defined JAVA_HOME set "java=%JAVA_HOME%\bin\java.exe"
rem 'version "17.0.15"'; a dot stands for the quote and the blank
"%java%" -version 2>&1 | findstr /r "version..1[7-9] version..[2-9][0-9]" >nul || (
  echo blindspot: no JDK 17 or newer was found; install one, or set JAVA_HOME to it 1>&2
  exit /b 2
)
if not defined OMP_WAIT_POLICY set "OMP_WAIT_POLICY=passive"
rem A quarter of the memory for Java's heap, three quarters for the numeric libraries beside it.
"%java%" -XX:MaxRAMPercentage=25 -Dorg.bytedeco.javacpp.maxbytes=300%% -Dorg.bytedeco.javacpp.maxphysicalbytes=340%% -Dfile.encoding=UTF-8 -Djava.awt.headless=true "-Dblindspot.home=%root%" %BLINDSPOT_JAVA_OPTS% -cp "%root%\lib\*" dev.blindspot.train.cli.Main %*
exit /b %ERRORLEVEL%
