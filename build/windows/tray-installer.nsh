; What electron-builder's installer of the tray app does besides (https://www.electron.build/nsis#custom-nsis-script). It ends
; every program that runs from its folder by force, the listener too: so the listener is stopped gently before, and started
; after the files have been replaced.

; electron-builder leaves these out where its check is replaced.
!include "getProcessInfo.nsh"
Var pid

!define LISTENER "$INSTDIR\resources\hal-listener.exe"
; Of the user who runs the installer: between the programs that an upgrade consists of.
!define UPGRADE_KEY "Software\HAL Listener\Upgrade"
; As supervisor/autostart/run-key.ts has them.
!define LOGIN_ENTRY "HAL Listener"
!define RUN_KEY "Software\Microsoft\Windows\CurrentVersion\Run"
!define APPROVED_KEY "Software\Microsoft\Windows\CurrentVersion\Explorer\StartupApproved\Run"
; As electron/launch.ts has it.
!define TOAST_ACTIVATOR "{7D2C1F34-6E0B-4D0A-9C55-2B7A4E8F9A61}"

; Whether a listener runs from this folder, in $0: 0 if so. One that a task or a service runs from elsewhere is left alone.
!macro FindOurListener
  StrCpy $0 1
  ${If} ${FileExists} "${LISTENER}"
    nsExec::ExecToLog '"${LISTENER}" status'
    Pop $0
    ${If} $0 == 0
    ${AndIf} $IsPowerShellAvailable == 0
      nsExec::Exec `"$PowerShellPath" -NoProfile -NonInteractive -C "if (@(Get-CimInstance -ClassName Win32_Process | ? {$$_.Path -eq '${LISTENER}'}).Count -gt 0) { exit 0 } else { exit 1 }"`
      Pop $0
    ${EndIf}
  ${EndIf}
!macroend

!macro customCheckAppRunning
  !insertmacro IS_POWERSHELL_AVAILABLE
  !insertmacro FindOurListener
  ${If} $0 == 0
    WriteRegStr HKCU "${UPGRADE_KEY}" "StartListener" "1"
    nsExec::ExecToLog '"${LISTENER}" stop'
    Pop $0
  ${EndIf}
  !insertmacro _CHECK_APP_RUNNING
!macroend

!macro customInstall
  ReadRegStr $0 HKCU "${UPGRADE_KEY}" "StartListener"
  ${If} $0 == "1"
    DeleteRegKey HKCU "${UPGRADE_KEY}"
    UserInfo::GetAccountType
    Pop $0
    ${If} $0 == "Admin"
      ; With the rights it had: as the user of the desktop, not as the administrator who installs.
      ${StdUtils.ExecShellAsUser} $0 "${LISTENER}" "open" "start"
    ${Else}
      nsExec::ExecToLog '"${LISTENER}" start'
      Pop $0
    ${EndIf}
  ${EndIf}
!macroend

!macro customUnInstall
  ${IfNot} ${isUpdated}
    ; An entry that starts something else, as a listener without a tray, is not ours.
    ReadRegStr $0 HKCU "${RUN_KEY}" "${LOGIN_ENTRY}"
    StrLen $1 '"$INSTDIR\'
    StrCpy $2 $0 $1
    ${If} $2 == '"$INSTDIR\'
      DeleteRegValue HKCU "${RUN_KEY}" "${LOGIN_ENTRY}"
      DeleteRegValue HKCU "${APPROVED_KEY}" "${LOGIN_ENTRY}"
    ${EndIf}
    ; What Electron made for clicks on notifications: this user's menu entry, and what it starts.
    DeleteRegKey HKCU "Software\Classes\CLSID\${TOAST_ACTIVATOR}"
    SetShellVarContext current
    Delete "$SMPROGRAMS\${SHORTCUT_NAME}.lnk"
    ${If} $installMode == "all"
      SetShellVarContext all
    ${EndIf}
    DeleteRegKey HKCU "${UPGRADE_KEY}"
  ${EndIf}
!macroend
