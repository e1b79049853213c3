@echo off
rem Runs Blindspot from its distribution on Windows. BLINDSPOT_JAVA_OPTS adds options for Java, after these.
setlocal
set "root=%~dp0.."
set "java=java.exe"
if defined JAVA_HOME set "java=%JAVA_HOME%\bin\java.exe"
if not defined OMP_WAIT_POLICY set "OMP_WAIT_POLICY=passive"
rem A quarter of the memory for Java's heap, three quarters for the numeric libraries beside it.
"%java%" -XX:MaxRAMPercentage=25 -Dorg.bytedeco.javacpp.maxbytes=300%% -Dorg.bytedeco.javacpp.maxphysicalbytes=340%% -Dfile.encoding=UTF-8 -Djava.awt.headless=true "-Dblindspot.home=%root%" %BLINDSPOT_JAVA_OPTS% -cp "%root%\lib\*" dev.blindspot.train.cli.Main %*
exit /b %ERRORLEVEL%
