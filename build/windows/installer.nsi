; The installer of the headless listener for a whole machine. Built by build/packages/windows-installer.ts, which defines
; VERSION, FILE_VERSION, COMPRESSOR, EXECUTABLE, NOTICES, ROOT, ICON and OUT, and TRAY where it contains the tray app.
;
; Silent: setup.exe /S [/TASK=0|1] [/SERVICE=0|1] [/FIREWALL=0|1] [/PATH=0|1] [/QM=0|1] [/TRAY=0|1] ["/FOLDER=C:\..."]
; (NSIS's own /D= has to come last and without quotes, which PowerShell and others put around a word with blanks.)
; Removal: uninstall.exe /S [/QM=1] [/DATA=1]

Unicode true
Target amd64-unicode
SetCompressor /SOLID ${COMPRESSOR}
RequestExecutionLevel admin
ManifestDPIAware true
Name "HAL Listener"
OutFile "${OUT}"
InstallDir "$PROGRAMFILES64\HAL Listener"
InstallDirRegKey HKLM "Software\HAL Listener" "Folder"
BrandingText "HAL Listener ${VERSION}"

!include "MUI2.nsh"
!include "FileFunc.nsh"
!include "LogicLib.nsh"

!define UNINSTALL_KEY "Software\Microsoft\Windows\CurrentVersion\Uninstall\HAL Listener"
!define RUN_KEY "Software\Microsoft\Windows\CurrentVersion\Run"
; As electron-builder names it: productName of build/electron-builder.ts.
!define TRAY_PROGRAM "HAL Listener Tray.exe"
!define ENVIRONMENT_KEY "SYSTEM\CurrentControlSet\Control\Session Manager\Environment"
; Of a text of this NSIS. A longer PATH is not touched here: what is read would be cut, and written back cut.
!define MAX_TEXT 1000

VIProductVersion "${FILE_VERSION}"
VIAddVersionKey "ProductName" "HAL Listener"
VIAddVersionKey "FileDescription" "Installer of HAL Listener"
VIAddVersionKey "CompanyName" "HAL Listener"
VIAddVersionKey "LegalCopyright" "MIT license; contains Node.js"
VIAddVersionKey "FileVersion" "${VERSION}"
VIAddVersionKey "ProductVersion" "${VERSION}"

!define MUI_ICON "${ICON}"
!define MUI_UNICON "${ICON}"
!insertmacro MUI_PAGE_LICENSE "${ROOT}/LICENSE"
!insertmacro MUI_PAGE_COMPONENTS
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_UNPAGE_COMPONENTS
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "English"

Var WasRunning

; Runs the listener's command line with its output in the details. The exit code is left in $0.
!macro Listener arguments
  nsExec::ExecToLog '"$INSTDIR\hal-listener.exe" ${arguments}'
  Pop $0
!macroend

; Ends what runs of us gently: the supervisor first, so that it starts nothing again.
!macro StopListener
  StrCpy $WasRunning 0
  ${If} ${FileExists} "$INSTDIR\hal-listener.exe"
    !insertmacro Listener "status"
    ${If} $0 == 0
      StrCpy $WasRunning 1
    ${EndIf}
    nsExec::ExecToLog '"$SYSDIR\net.exe" stop "HAL Listener"'
    Pop $0
    nsExec::ExecToLog '"$SYSDIR\schtasks.exe" /End /TN "HAL Listener"'
    Pop $0
    ${If} $WasRunning == 1
      !insertmacro Listener "stop"
    ${EndIf}
  ${EndIf}
!macroend

; Ends the tray app: its files cannot be replaced while it runs, and the listener outlives it. It starts at the next login.
!macro StopTray
  ${If} ${FileExists} "$INSTDIR\tray\${TRAY_PROGRAM}"
    nsExec::ExecToLog '"$SYSDIR\taskkill.exe" /F /IM "${TRAY_PROGRAM}"'
    Pop $0
    ; Windows lets go of its files a moment later.
    Sleep 500
  ${EndIf}
!macroend

Section "HAL Listener" SecProgram
  SectionIn RO
  !insertmacro StopListener
  SetOutPath "$INSTDIR"
  ; A program that runs cannot be replaced, and can be renamed: a panel or a terminal may still have it open.
  ${If} ${FileExists} "$INSTDIR\hal-listener.exe"
    Delete "$INSTDIR\hal-listener.old.exe"
    ClearErrors
    Rename "$INSTDIR\hal-listener.exe" "$INSTDIR\hal-listener.old.exe"
    Delete /REBOOTOK "$INSTDIR\hal-listener.old.exe"
  ${EndIf}
  File "/oname=hal-listener.exe" "${EXECUTABLE}"
  File "/oname=THIRD-PARTY-NOTICES.txt" "${NOTICES}"
  File "/oname=LICENSE.txt" "${ROOT}/LICENSE"
  SetOutPath "$INSTDIR\docs"
  File "${ROOT}/docs/*.md"
  SetOutPath "$INSTDIR"
  WriteUninstaller "$INSTDIR\uninstall.exe"
  WriteRegStr HKLM "Software\HAL Listener" "Folder" "$INSTDIR"
  WriteRegStr HKLM "${UNINSTALL_KEY}" "DisplayName" "HAL Listener"
  WriteRegStr HKLM "${UNINSTALL_KEY}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKLM "${UNINSTALL_KEY}" "Publisher" "HAL Listener"
  WriteRegStr HKLM "${UNINSTALL_KEY}" "DisplayIcon" "$INSTDIR\hal-listener.exe"
  WriteRegStr HKLM "${UNINSTALL_KEY}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKLM "${UNINSTALL_KEY}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegStr HKLM "${UNINSTALL_KEY}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
  ${GetSize} "$INSTDIR" "/S=0K" $0 $1 $2
  WriteRegDWORD HKLM "${UNINSTALL_KEY}" "EstimatedSize" $0
  CreateShortCut "$SMPROGRAMS\HAL Listener.lnk" "$INSTDIR\hal-listener.exe" "panel --open" "$INSTDIR\hal-listener.exe"
SectionEnd

Section "Command in the PATH" SecPath
  ReadRegStr $0 HKLM "${ENVIRONMENT_KEY}" "Path"
  StrLen $1 $0
  ${If} $0 == ""
  ${OrIf} $1 > ${MAX_TEXT}
    DetailPrint "The PATH was not changed. Add $INSTDIR to it yourself."
  ${Else}
    Push $0
    Push "$INSTDIR"
    Call HasFolder
    Pop $2
    ${If} $2 == 0
      WriteRegExpandStr HKLM "${ENVIRONMENT_KEY}" "Path" "$0;$INSTDIR"
      SendMessage ${HWND_BROADCAST} ${WM_SETTINGCHANGE} 0 "STR:Environment" /TIMEOUT=2000
    ${EndIf}
  ${EndIf}
SectionEnd

Section "Start with the machine (Task Scheduler)" SecTask
  ; An upgrade enables nothing that somebody has switched off.
  !insertmacro Listener "autostart install task --unless-off"
  ${If} $0 != 0
    DetailPrint "The task was not made. As an administrator: hal-listener autostart install task"
    SetErrorLevel 2
  ${EndIf}
SectionEnd

Section /o "Start with the machine (Windows service, instead of the task)" SecService
  !insertmacro Listener "autostart install service --unless-off"
  ${If} $0 == 0
    ; One supervisor is enough.
    !insertmacro Listener "autostart remove task"
  ${Else}
    DetailPrint "The service was not made. As an administrator: hal-listener autostart install service"
    SetErrorLevel 2
  ${EndIf}
SectionEnd

Section "Firewall: clients of private and domain networks" SecFirewall
  ; One rule, whatever an earlier installation left.
  nsExec::ExecToLog '"$SYSDIR\netsh.exe" advfirewall firewall delete rule name="HAL Listener"'
  Pop $0
  nsExec::ExecToLog '"$SYSDIR\netsh.exe" advfirewall firewall add rule name="HAL Listener" dir=in action=allow protocol=TCP program="$INSTDIR\hal-listener.exe" profile=domain,private'
  Pop $0
SectionEnd

!ifdef TRAY
Section "Tray app, started at login" SecTray
  !insertmacro StopTray
  RMDir /r "$INSTDIR\tray"
  SetOutPath "$INSTDIR\tray"
  ; It runs the listener of this folder: see locateListener.
  File /r /x hal-listener.exe /x hal-listener.cjs "${TRAY}/*"
  SetOutPath "$INSTDIR"
  WriteRegStr HKLM "${RUN_KEY}" "HAL Listener" '"$INSTDIR\tray\${TRAY_PROGRAM}" --hidden'
  CreateShortCut "$SMPROGRAMS\HAL Listener tray.lnk" "$INSTDIR\tray\${TRAY_PROGRAM}"
SectionEnd
!endif

Section /o "QM commands (WEBSOCKET.LISTENER and others)" SecQm
  !insertmacro Listener "account install --yes"
  ${If} $0 != 0
    DetailPrint "The QM commands were not installed. Find out how QM is reached: hal-listener account probe"
    SetErrorLevel 2
  ${EndIf}
SectionEnd

; Last, and not shown: with what was chosen above.
Section "-Start again"
  ${If} $WasRunning == 1
    ; Whichever there is.
    nsExec::ExecToLog '"$SYSDIR\net.exe" start "HAL Listener"'
    Pop $0
    nsExec::ExecToLog '"$SYSDIR\schtasks.exe" /Run /TN "HAL Listener"'
    Pop $0
    !insertmacro Listener "start"
  ${EndIf}
SectionEnd

!macro Choice name section
  ClearErrors
  ${GetOptions} $0 "/${name}=" $1
  ${IfNot} ${Errors}
    ; The rest is the quote of a word that follows.
    StrCpy $1 $1 1
    ${If} $1 == 0
      !insertmacro UnselectSection ${section}
    ${Else}
      !insertmacro SelectSection ${section}
    ${EndIf}
  ${EndIf}
!macroend

Function .onInit
  SetRegView 64
  SetShellVarContext all
  ReadRegStr $0 HKLM "Software\HAL Listener" "Folder"
  ${If} $0 != ""
  ${AndIf} $INSTDIR == "$PROGRAMFILES64\HAL Listener"
    StrCpy $INSTDIR $0
  ${EndIf}
  ; An upgrade keeps the service.
  ReadRegStr $0 HKLM "SYSTEM\CurrentControlSet\Services\HAL Listener" "ImagePath"
  ${If} $0 != ""
    !insertmacro SelectSection ${SecService}
    !insertmacro UnselectSection ${SecTask}
  ${EndIf}
  ${GetParameters} $0
  Call ReadFolder
  !insertmacro Choice "PATH" ${SecPath}
  !insertmacro Choice "TASK" ${SecTask}
  !insertmacro Choice "SERVICE" ${SecService}
  ${If} ${SectionIsSelected} ${SecService}
    !insertmacro UnselectSection ${SecTask}
  ${EndIf}
  !insertmacro Choice "FIREWALL" ${SecFirewall}
  !insertmacro Choice "QM" ${SecQm}
  !ifdef TRAY
    !insertmacro Choice "TRAY" ${SecTray}
  !endif
FunctionEnd

; Takes /FOLDER= from the parameters in $0. The quotes may stand before the option or behind the sign, as shells put them;
; GetOptions knows only the latter.
Function ReadFolder
  StrCpy $1 0
  ${Do}
    StrCpy $2 $0 8 $1
    ${If} $2 == ""
      Return
    ${EndIf}
    ${If} $2 == "/FOLDER="
      ${ExitDo}
    ${EndIf}
    IntOp $1 $1 + 1
  ${Loop}
  IntOp $2 $1 + 8
  StrCpy $3 " "
  ${If} $1 > 0
    IntOp $4 $1 - 1
    StrCpy $3 $0 1 $4
  ${EndIf}
  StrCpy $4 $0 1 $2
  ${If} $4 == '"'
    StrCpy $3 '"'
    IntOp $2 $2 + 1
  ${EndIf}
  ; Up to the quote or blank that ends it.
  StrCpy $5 $0 "" $2
  StrCpy $6 0
  ${Do}
    StrCpy $7 $5 1 $6
    ${If} $7 == ""
    ${OrIf} $7 == $3
      ${ExitDo}
    ${EndIf}
    IntOp $6 $6 + 1
  ${Loop}
  StrCpy $INSTDIR $5 $6
FunctionEnd

; Whether a PATH holds a folder: pushes 1 or 0. Takes the PATH and the folder from the stack.
Function HasFolder
  Exch $R1
  Exch
  Exch $R0
  Push $R2
  Push $R3
  StrCpy $R0 ";$R0;"
  StrCpy $R1 ";$R1;"
  StrLen $R3 $R1
  ${Do}
    StrCpy $R2 $R0 $R3
    ${If} $R2 == $R1
      StrCpy $R0 1
      ${ExitDo}
    ${EndIf}
    ${If} $R0 == ""
      StrCpy $R0 0
      ${ExitDo}
    ${EndIf}
    StrCpy $R0 $R0 "" 1
  ${Loop}
  Pop $R3
  Pop $R2
  Exch
  Pop $R1
  Exch $R0
FunctionEnd

Section "un.HAL Listener" UnProgram
  SectionIn RO
  !insertmacro StopTray
  DeleteRegValue HKLM "${RUN_KEY}" "HAL Listener"
  Delete "$SMPROGRAMS\HAL Listener tray.lnk"
  RMDir /r "$INSTDIR\tray"
  !insertmacro StopListener
  !insertmacro Listener "autostart remove task"
  !insertmacro Listener "autostart remove login"
  !insertmacro Listener "autostart remove startup"
  !insertmacro Listener "autostart remove startup --all-users"
  !insertmacro Listener "autostart remove health-task"
  !insertmacro Listener "autostart remove service"
  nsExec::ExecToLog '"$SYSDIR\netsh.exe" advfirewall firewall delete rule name="HAL Listener"'
  Pop $0
SectionEnd

Section /o "un.QM commands" UnQm
  !insertmacro Listener "account remove"
SectionEnd

; After the sections that still run the program.
Section "-un.Files"
  Delete "$INSTDIR\hal-listener.exe"
  Delete /REBOOTOK "$INSTDIR\hal-listener.exe"
  Delete /REBOOTOK "$INSTDIR\hal-listener.old.exe"
  Delete "$INSTDIR\THIRD-PARTY-NOTICES.txt"
  Delete "$INSTDIR\LICENSE.txt"
  Delete "$INSTDIR\docs\*.md"
  RMDir "$INSTDIR\docs"
  Delete "$INSTDIR\uninstall.exe"
  RMDir "$INSTDIR"
  Delete "$SMPROGRAMS\HAL Listener.lnk"
  DeleteRegKey HKLM "${UNINSTALL_KEY}"
  DeleteRegKey HKLM "Software\HAL Listener"
  Call un.RemoveFromPath
SectionEnd

Section /o "un.Configuration, records and logs" UnData
  ReadEnvStr $0 ProgramData
  ${If} $0 != ""
    RMDir /r "$0\HAL Listener"
  ${EndIf}
  Delete "$PROGRAMFILES64\HAL Listener\machine-wide-home.txt"
  RMDir "$PROGRAMFILES64\HAL Listener"
SectionEnd

Function un.onInit
  SetRegView 64
  SetShellVarContext all
  ${GetParameters} $0
  !insertmacro Choice "QM" ${UnQm}
  !insertmacro Choice "DATA" ${UnData}
FunctionEnd

; Takes our folder out of the PATH, and leaves one alone that is too long to be read whole.
Function un.RemoveFromPath
  ReadRegStr $0 HKLM "${ENVIRONMENT_KEY}" "Path"
  StrLen $1 $0
  ${If} $1 > ${MAX_TEXT}
    Return
  ${EndIf}
  StrCpy $2 ";$INSTDIR"
  StrLen $3 $2
  StrCpy $4 0
  ${Do}
    StrCpy $5 $0 $3 $4
    ${If} $5 == ""
      ${ExitDo}
    ${EndIf}
    IntOp $6 $4 + $3
    StrCpy $7 $0 1 $6
    ${If} $5 == $2
    ${AndIf} $7 == ""
      StrCpy $8 $0 $4
      WriteRegExpandStr HKLM "${ENVIRONMENT_KEY}" "Path" "$8"
      ${ExitDo}
    ${ElseIf} $5 == $2
    ${AndIf} $7 == ";"
      StrCpy $8 $0 $4
      StrCpy $9 $0 "" $6
      WriteRegExpandStr HKLM "${ENVIRONMENT_KEY}" "Path" "$8$9"
      ${ExitDo}
    ${EndIf}
    IntOp $4 $4 + 1
  ${Loop}
  SendMessage ${HWND_BROADCAST} ${WM_SETTINGCHANGE} 0 "STR:Environment" /TIMEOUT=2000
FunctionEnd
