; Setup for one account of a Windows computer, without administrator's rights; installer/nsis.py compiles it.
;   Setup.exe [/S] [/DESKTOP=0|1] [/D=C:\folder]       /S asks nothing; /D is last and has no quotation marks
;   "Copot UCJ Desktop.exe" [/S]
; Exit codes of Setup, of which all but 0 leave the computer as it was:
;   0 installed                                        4 Windows is too old
;   1 the clerk stopped                                5 the disk has no room
;   2 the program or another Setup runs, or a file cannot be written
;   3 a newer version is installed                     6 the folder belongs to something else
; The office's data are never touched: not by an update, not by the removal.

; --- what nsis.py gives: VERSION, SOURCE, OUT, LICENCE, ICON, SIZE_KB, perhaps FAST ---
Target amd64-unicode
!ifdef FAST
  SetCompressor zlib
!else
  SetCompressor /SOLID lzma
  SetCompressorDictSize 64  ; MB: the two programs begin alike, and lie together
!endif
; Files get the time of the installation, so that two builds of the same files give the same Setup.
SetDateSave off
Name "UCJ Desktop"
OutFile "${OUT}"
RequestExecutionLevel user
ManifestDPIAware true
BrandingText "UCJ Desktop ${VERSION}"
ShowInstDetails nevershow
ShowUninstDetails nevershow

!define WINDOWED "UCJ Desktop.exe"
!define CONSOLE "ucj-desktop.exe"
!define PARTS "_internal"
!define LICENCES "Lisensi"
!define REMOVER "Copot UCJ Desktop.exe"
; Beside the program, for the time of an update: the new files, the old files, old files that nobody needs any more.
; No clerk gives a folder such a name, for these are removed with all that is in them.
!define NEW "_ucj-baru"
!define OLD "_ucj-lama"
!define WASTE "_ucj-buang"
!define ENTRY "Software\Microsoft\Windows\CurrentVersion\Uninstall\UCJ Desktop"
!define SETTINGS "Software\UCJ Desktop"  ; QSettings of the program: sizes of windows
!define /math ROOM_KB ${SIZE_KB} + 51200
!define /math ROOM_MB ${ROOM_KB} / 1024
!define OLDEST_BUILD 17763  ; Windows 10 1809, the oldest that Qt 6.12 supports

InstallDir "$LOCALAPPDATA\Programs\UCJ Desktop"
InstallDirRegKey HKCU "${ENTRY}" "InstallLocation"

!include MUI2.nsh
!include FileFunc.nsh
!include WinVer.nsh
!include WordFunc.nsh

VIProductVersion "${VERSION}.0"
VIFileVersion "${VERSION}.0"
!macro TELL KEY VALUE
  VIAddVersionKey /LANG=1057 "${KEY}" "${VALUE}"
!macroend
!insertmacro TELL "ProductName" "UCJ Desktop"
!insertmacro TELL "ProductVersion" "${VERSION}"
!insertmacro TELL "FileVersion" "${VERSION}"
!insertmacro TELL "FileDescription" "Pemasang UCJ Desktop"
!insertmacro TELL "CompanyName" "UCJ Desktop contributors"
!insertmacro TELL "LegalCopyright" "UCJ Desktop contributors, lisensi MIT"
!insertmacro TELL "OriginalFilename" "UCJ-Desktop-${VERSION}-Setup.exe"

Var PreviousFolder   ; where the version before this one lies; empty when there is none
Var WantsIcon        ; 1: an icon on the desktop
Var Refusal          ; why it cannot be installed; empty when it can
Var RefusalCode
Var Tries            ; how often the old and the new files have been tried to change places
Var Kept             ; what becomes of the data, for the pages of the removal
Var KeptFor          ; and what they are good for

; --- pages ---
!define MUI_ICON "${ICON}"
!define MUI_UNICON "${ICON}"
!define MUI_WELCOMEFINISHPAGE_BITMAP "${__FILEDIR__}\setup\side.bmp"
!define MUI_UNWELCOMEFINISHPAGE_BITMAP "${__FILEDIR__}\setup\side.bmp"
!define MUI_ABORTWARNING

!define MUI_WELCOMEPAGE_TEXT "UCJ Desktop ${VERSION} mengolah data pekerja rentan dari desa sampai kabupaten, tanpa \
internet.$\r$\n$\r$\nTidak perlu hak administrator: program dipasang untuk akun Windows ini saja.$\r$\n$\r$\nBila \
UCJ Desktop sudah ada di komputer ini, programnya diperbarui dan data kantor tetap utuh.$\r$\n$\r$\n$_CLICK"
!insertmacro MUI_PAGE_WELCOME

!define MUI_LICENSEPAGE_BUTTON "$(^NextBtn)"
!insertmacro MUI_PAGE_LICENSE "${LICENCE}"

!define MUI_PAGE_CUSTOMFUNCTION_LEAVE LeaveFolderPage
!insertmacro MUI_PAGE_DIRECTORY

!insertmacro MUI_PAGE_INSTFILES

!define MUI_FINISHPAGE_TEXT "Untuk membukanya kelak: tekan tombol Windows, lalu ketik UCJ."
!define MUI_FINISHPAGE_RUN "$INSTDIR\${WINDOWED}"
!define MUI_FINISHPAGE_SHOWREADME ""
!define MUI_FINISHPAGE_SHOWREADME_FUNCTION MakeIcon
!define MUI_PAGE_CUSTOMFUNCTION_SHOW ShowFinishPage
!define MUI_PAGE_CUSTOMFUNCTION_LEAVE LeaveFinishPage
!insertmacro MUI_PAGE_FINISH

!define MUI_UNCONFIRMPAGE_TEXT_TOP "$Kept"
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!define MUI_FINISHPAGE_TEXT "$Kept$\r$\n$\r$\n$KeptFor"
!define MUI_FINISHPAGE_TEXT_LARGE
!insertmacro MUI_UNPAGE_FINISH

!insertmacro MUI_LANGUAGEEX "${__FILEDIR__}/setup" "Indonesian"

; --- one part of the program at a time ---
!macro EACH_PART DO
  !insertmacro ${DO} "${PARTS}"
  !insertmacro ${DO} "${LICENCES}"
  !insertmacro ${DO} "${WINDOWED}"
  !insertmacro ${DO} "${CONSOLE}"
  !insertmacro ${DO} "${REMOVER}"
!macroend

!macro DELETE_PART FOLDER PART
  Delete "${FOLDER}\${PART}"
  ${If} ${FileExists} "${FOLDER}\${PART}\*.*"
    RMDir /r "${FOLDER}\${PART}"
  ${EndIf}
!macroend

; Errors are set when a part could not be moved.
!macro SET_ASIDE PART
  ${If} ${FileExists} "$INSTDIR\${PART}"
    Rename "$INSTDIR\${PART}" "$INSTDIR\${OLD}\${PART}"
  ${EndIf}
!macroend

!macro PUT_IN PART
  Rename "$INSTDIR\${NEW}\${PART}" "$INSTDIR\${PART}"
!macroend

!macro PULL_OUT PART
  ${IfNot} ${FileExists} "$INSTDIR\${NEW}\${PART}"
    Rename "$INSTDIR\${PART}" "$INSTDIR\${NEW}\${PART}"
  ${EndIf}
!macroend

!macro TAKE_BACK PART
  ${If} ${FileExists} "$INSTDIR\${OLD}\${PART}"
    !insertmacro DELETE_PART "$INSTDIR" "${PART}"
    Rename "$INSTDIR\${OLD}\${PART}" "$INSTDIR\${PART}"
  ${EndIf}
!macroend

!macro DELETE_PREVIOUS PART
  !insertmacro DELETE_PART "$PreviousFolder" "${PART}"
!macroend

!macro DELETE_HERE PART
  !insertmacro DELETE_PART "$INSTDIR" "${PART}"
!macroend

; --- is the program running? Windows lets nobody write to a program that runs. ---
!macro CLOSED_FUNCTIONS UN
; In: $R0 a folder. Out: $R1 the program in it that cannot be written; empty when there is none.
Function ${UN}FindOpen
  StrCpy $R1 ""
  !insertmacro LOOK_AT "${WINDOWED}"
  !insertmacro LOOK_AT "${CONSOLE}"
FunctionEnd

; In: $R0 a folder. Out: $R1 is empty when the program in it is closed; otherwise the clerk gave up.
Function ${UN}WaitUntilClosed
  again:
  Call ${UN}FindOpen
  ${If} $R1 != ""
    MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "UCJ Desktop masih terbuka: tutup dulu programnya, lalu tekan \
Coba Lagi (Retry)." /SD IDCANCEL IDRETRY again
  ${EndIf}
FunctionEnd
!macroend

!macro LOOK_AT PROGRAM
  ${If} ${FileExists} "$R0\${PROGRAM}"
    ClearErrors
    FileOpen $R2 "$R0\${PROGRAM}" a
    ${If} ${Errors}
      StrCpy $R1 "${PROGRAM}"
    ${Else}
      FileClose $R2
    ${EndIf}
  ${EndIf}
!macroend

!insertmacro CLOSED_FUNCTIONS ""
!insertmacro CLOSED_FUNCTIONS "un."

; --- before anything is changed ---
Function .onInit
  SetShellVarContext current
  System::Call 'kernel32::CreateMutexW(p 0, i 0, w "UCJ Desktop Setup") p .r0 ?e'
  Pop $0
  ${If} $0 = 183  ; ERROR_ALREADY_EXISTS: a file was clicked twice
    StrCpy $Refusal "Pemasang UCJ Desktop sudah terbuka: lanjutkan di jendela yang itu."
    StrCpy $RefusalCode 2
    Call Refuse
  ${EndIf}
  ; A 32-bit Windows refuses a 64-bit Setup by itself, with a sentence of its own.
  ${IfNot} ${AtLeastBuild} ${OLDEST_BUILD}
    StrCpy $Refusal "UCJ Desktop perlu Windows 10 versi 1809 atau yang lebih baru: perbarui Windows dulu, atau pakai \
komputer lain."
    StrCpy $RefusalCode 4
    Call Refuse
  ${EndIf}
  ReadRegStr $PreviousFolder HKCU "${ENTRY}" "InstallLocation"
  ReadRegStr $0 HKCU "${ENTRY}" "DisplayVersion"
  ${VersionCompare} "$0" "${VERSION}" $1
  ${If} $0 != ""
  ${AndIf} $1 = 1
    ; An older program refuses data that a newer one has written, so nobody gains by going back unasked.
    MessageBox MB_YESNO|MB_DEFBUTTON2|MB_ICONQUESTION "UCJ Desktop $0 yang lebih baru sudah terpasang. Data yang \
sudah ditulis versi baru tidak bisa dibuka versi ${VERSION}.$\r$\n$\r$\nTetap pasang versi ${VERSION}?" \
      /SD IDNO IDYES older
    SetErrorLevel 3
    Quit
    older:
  ${EndIf}
  Call DecideIcon
FunctionEnd

; The word on the command line; else as it was; else yes.
Function DecideIcon
  ${GetParameters} $0
  ClearErrors
  ${GetOptions} "$0" "/DESKTOP=" $WantsIcon
  ${If} ${Errors}
    StrCpy $WantsIcon 1
    ${If} $PreviousFolder != ""
    ${AndIfNot} ${FileExists} "$DESKTOP\UCJ Desktop.lnk"
      StrCpy $WantsIcon 0
    ${EndIf}
  ${EndIf}
FunctionEnd

Function Refuse
  MessageBox MB_OK|MB_ICONSTOP "$Refusal" /SD IDOK
  SetErrorLevel $RefusalCode
  Quit
FunctionEnd

; Out: $Refusal and $RefusalCode.
Function Examine
  StrCpy $Refusal ""
  GetFullPathName $0 "$INSTDIR"
  ${If} $0 != ""  ; empty for a folder that is still to be made
    StrCpy $INSTDIR "$0"
  ${EndIf}
  Call ExamineFolder
  ${If} $Refusal == ""
    Call ExamineRoom
  ${EndIf}
FunctionEnd

Function ExamineFolder
  StrCpy $RefusalCode 6
  StrLen $0 "$LOCALAPPDATA\UCJ Desktop\"
  StrCpy $1 "$INSTDIR\" $0
  ${If} $1 == "$LOCALAPPDATA\UCJ Desktop\"
    StrCpy $Refusal "Folder ini tempat data kantor: pilih folder lain untuk programnya."
  ${EndIf}
  ${IfNot} ${FileExists} "$INSTDIR\${CONSOLE}"
  ${AndIfNot} ${FileExists} "$INSTDIR\${OLD}\${CONSOLE}"
  ${AndIfNot} ${FileExists} "$INSTDIR\${NEW}\${CONSOLE}"
    ${If} ${FileExists} "$INSTDIR\${PARTS}\*.*"
    ${OrIf} ${FileExists} "$INSTDIR\${LICENCES}\*.*"
      StrCpy $Refusal "Folder ini dipakai program lain: pilih folder yang kosong."
    ${EndIf}
  ${EndIf}
FunctionEnd

; The old files stay until the new ones lie complete beside them.
Function ExamineRoom
  StrCpy $RefusalCode 5
  StrCpy $0 "$INSTDIR"
  ${DoUntil} $0 == ""
    ${If} ${FileExists} "$0\*.*"
      ${ExitDo}
    ${EndIf}
    ${GetParent} "$0" $0
  ${Loop}
  System::Call 'kernel32::GetDiskFreeSpaceExW(w "$0\", *l .r1, p 0, p 0) i .r2'
  ${If} $2 = 0
    Return
  ${EndIf}
  System::Int64Op $1 / 1024
  Pop $1
  System::Int64Op $1 < ${ROOM_KB}
  Pop $2
  ${If} $2 = 1
    StrCpy $Refusal "Ruang kosong di disk kurang dari ${ROOM_MB} MB: kosongkan dulu, atau pilih folder di disk lain."
  ${EndIf}
FunctionEnd

Function LeaveFolderPage
  Call Examine
  ${If} $Refusal != ""
    MessageBox MB_OK|MB_ICONEXCLAMATION "$Refusal"
    Abort
  ${EndIf}
  Call WaitUntilAllClosed
  ${If} $R1 != ""
    Abort
  ${EndIf}
FunctionEnd

Function WaitUntilAllClosed
  StrCpy $R0 "$INSTDIR"
  Call WaitUntilClosed
  ${If} $R1 == ""
  ${AndIf} $PreviousFolder != ""
    StrCpy $R0 "$PreviousFolder"
    Call WaitUntilClosed
  ${EndIf}
FunctionEnd

; --- the installation: unpack beside the old version, then change places by renaming ---
Section "UCJ Desktop"
  AddSize ${SIZE_KB}
  SetShellVarContext current
  Call Examine
  ${If} $Refusal != ""
    Call Refuse
  ${EndIf}
  Call WaitUntilAllClosed
  Call StopUnlessClosed
  Call FinishInterrupted
  Call Unpack
  Call ChangePlaces
  Call LeavePreviousFolder
  Call Register
SectionEnd

Function StopUnlessClosed
  ${If} $R1 != ""
    SetErrorLevel 2
    Quit
  ${EndIf}
FunctionEnd

; An update that was cut off (no electricity) between two renamings goes back to the old version first.
Function FinishInterrupted
  ${If} ${FileExists} "$INSTDIR\${OLD}\*.*"
    Call TakeBack
  ${EndIf}
  RMDir /r "$INSTDIR\${NEW}"
  RMDir /r "$INSTDIR\${WASTE}"
FunctionEnd

Function Unpack
  DetailPrint "Menyalin berkas program..."
  SetDetailsPrint none
  SetOverwrite try  ; a file that cannot be written sets the error flag, instead of a box of NSIS' own
  ClearErrors
  SetOutPath "$INSTDIR\${NEW}"
  File /r "${SOURCE}/*"
  WriteUninstaller "$INSTDIR\${NEW}\${REMOVER}"
  ${If} ${Errors}
    SetOutPath "$INSTDIR"
    StrCpy $Refusal "Berkas program tidak bisa ditulis di $INSTDIR: pilih folder lain, atau periksa disk dan antivirus."
    Call GiveUp
  ${EndIf}
  SetOutPath "$INSTDIR"  ; the folder that a program stands in cannot be renamed
  SetDetailsPrint both
FunctionEnd

; Everything as it was, a sentence, the end.
Function GiveUp
  SetOutPath "$TEMP"
  RMDir /r "$INSTDIR\${NEW}"
  RMDir "$INSTDIR"
  StrCpy $RefusalCode 2
  Call Refuse
FunctionEnd

; NSIS' own end: a full disk, a damaged Setup.
Function .onInstFailed
  SetOutPath "$TEMP"
  RMDir /r "$INSTDIR\${NEW}"
  RMDir "$INSTDIR"
FunctionEnd

Function ChangePlaces
  StrCpy $Tries 0
  again:
  Call WaitUntilAllClosed
  ${If} $R1 != ""
    StrCpy $Refusal "UCJ Desktop tidak jadi dipasang karena masih terbuka: tutup programnya, lalu jalankan lagi pemasang ini."
    Call GiveUp
  ${EndIf}
  CreateDirectory "$INSTDIR\${OLD}"
  ClearErrors
  !insertmacro EACH_PART SET_ASIDE
  ${IfNot} ${Errors}
    !insertmacro EACH_PART PUT_IN
    ${If} ${Errors}
      !insertmacro EACH_PART PULL_OUT
      SetErrors
    ${EndIf}
  ${Else}
    SetErrors  ; to ask for it has cleared it
  ${EndIf}
  ${If} ${Errors}
    Call TakeBack
    IntOp $Tries $Tries + 1
    ${If} $Tries < 6
      Sleep 500  ; an antivirus looks at new files for a moment
      Goto again
    ${EndIf}
    MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "Berkas program sedang dipakai program lain: tutup program lain, lalu \
tekan Coba Lagi (Retry)." /SD IDCANCEL IDRETRY again
    StrCpy $Refusal "UCJ Desktop tidak jadi dipasang; yang lama tetap seperti semula. Nyalakan ulang komputer, lalu coba lagi."
    Call GiveUp
  ${EndIf}
  ; From here on the new version stands: what is left of the old one is waste, whatever happens.
  RMDir "$INSTDIR\${NEW}"
  Rename "$INSTDIR\${OLD}" "$INSTDIR\${WASTE}"
  RMDir /r "$INSTDIR\${WASTE}"
FunctionEnd

Function TakeBack
  !insertmacro EACH_PART TAKE_BACK
  RMDir "$INSTDIR\${OLD}"
FunctionEnd

; The clerk chose another folder than last time. One folder may have many names (a short one, by a link, by another
; letter): what is made in the new one and shows in the old one tells that they are the same.
Function LeavePreviousFolder
  ${If} $PreviousFolder != ""
    CreateDirectory "$INSTDIR\${NEW}"
    ${IfNot} ${FileExists} "$PreviousFolder\${NEW}\*.*"
      !insertmacro EACH_PART DELETE_PREVIOUS
      RMDir "$PreviousFolder"
    ${EndIf}
    RMDir "$INSTDIR\${NEW}"
  ${EndIf}
FunctionEnd

Function Register
  CreateShortCut "$SMPROGRAMS\UCJ Desktop.lnk" "$INSTDIR\${WINDOWED}"
  ${If} $WantsIcon = 1
    Call MakeIcon
  ${Else}
    Delete "$DESKTOP\UCJ Desktop.lnk"
  ${EndIf}
  WriteRegStr HKCU "${ENTRY}" "DisplayName" "UCJ Desktop"
  WriteRegStr HKCU "${ENTRY}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${ENTRY}" "DisplayIcon" "$INSTDIR\${WINDOWED}"
  WriteRegStr HKCU "${ENTRY}" "Publisher" "UCJ Desktop contributors"
  WriteRegStr HKCU "${ENTRY}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKCU "${ENTRY}" "UninstallString" '"$INSTDIR\${REMOVER}"'
  WriteRegStr HKCU "${ENTRY}" "QuietUninstallString" '"$INSTDIR\${REMOVER}" /S'
  WriteRegDWORD HKCU "${ENTRY}" "EstimatedSize" ${SIZE_KB}
  WriteRegDWORD HKCU "${ENTRY}" "NoModify" 1
  WriteRegDWORD HKCU "${ENTRY}" "NoRepair" 1
FunctionEnd

Function MakeIcon
  CreateShortCut "$DESKTOP\UCJ Desktop.lnk" "$INSTDIR\${WINDOWED}"
FunctionEnd

Function ShowFinishPage
  SendMessage $mui.FinishPage.ShowReadme ${BM_SETCHECK} $WantsIcon 0
FunctionEnd

; A tick makes the icon (MakeIcon); no tick takes away the one that the installation has made.
Function LeaveFinishPage
  SendMessage $mui.FinishPage.ShowReadme ${BM_GETCHECK} 0 0 $0
  ${If} $0 = 0
    Delete "$DESKTOP\UCJ Desktop.lnk"
  ${EndIf}
FunctionEnd

; --- the removal ---
Function un.onInit
  SetShellVarContext current
  StrCpy $Kept "Data kantor TIDAK ikut dihapus. Data tetap ada di folder:$\r$\n\
$LOCALAPPDATA\UCJ Desktop"
  StrCpy $KeptFor "Bila program dipasang lagi di akun Windows ini, data itu terbuka seperti semula."
  ${IfNot} ${FileExists} "$LOCALAPPDATA\UCJ Desktop\*.*"
    StrCpy $Kept "Data kantor tidak pernah ikut dihapus. Di folder bawaannya belum ada data kantor."
    StrCpy $KeptFor ""
  ${EndIf}
FunctionEnd

Section "Uninstall"
  SetShellVarContext current
  SetOutPath "$TEMP"  ; the folder that a program stands in cannot be removed
  again:
  StrCpy $R0 "$INSTDIR"
  Call un.WaitUntilClosed
  ${If} $R1 != ""
    SetErrorLevel 2
    Quit
  ${EndIf}
  ; All at once or nothing: a folder of which a file is in use cannot be renamed.
  RMDir /r "$INSTDIR\${WASTE}"
  ClearErrors
  ${If} ${FileExists} "$INSTDIR\${PARTS}\*.*"
    Rename "$INSTDIR\${PARTS}" "$INSTDIR\${WASTE}"
  ${EndIf}
  ${If} ${Errors}
    MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "Berkas program sedang dipakai program lain: tutup program lain, lalu \
tekan Coba Lagi (Retry)." /SD IDCANCEL IDRETRY again
    SetErrorLevel 2
    Quit
  ${EndIf}
  ; Only what Setup has put there: a folder may hold files of the clerk's own.
  RMDir /r "$INSTDIR\${WASTE}"
  ${If} ${FileExists} "$INSTDIR\${WASTE}\*.*"
    Sleep 1000  ; an antivirus holds a file for a moment
    RMDir /r "$INSTDIR\${WASTE}"
  ${EndIf}
  RMDir /r "$INSTDIR\${NEW}"
  RMDir /r "$INSTDIR\${OLD}"
  !insertmacro EACH_PART DELETE_HERE
  RMDir "$INSTDIR"
  Call un.Forget
SectionEnd

; The entries of Windows, unless they belong to a copy in another folder.
Function un.Forget
  ReadRegStr $0 HKCU "${ENTRY}" "InstallLocation"
  ${If} $0 == $INSTDIR
  ${OrIf} $0 == ""
    Delete "$SMPROGRAMS\UCJ Desktop.lnk"
    Delete "$DESKTOP\UCJ Desktop.lnk"
    DeleteRegKey HKCU "${ENTRY}"
    DeleteRegKey HKCU "${SETTINGS}"
  ${EndIf}
FunctionEnd
