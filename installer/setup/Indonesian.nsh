; What the pages of Setup say. NSIS ships an Indonesian of its own, which reads badly ("paripurna", "di instal").
!insertmacro LANGFILE "Indonesian" = "Bahasa Indonesia" =

!ifdef MUI_WELCOMEPAGE
  ${LangFileString} MUI_TEXT_WELCOME_INFO_TITLE "Memasang $(^NameDA)"
  ${LangFileString} MUI_TEXT_WELCOME_INFO_TEXT "$_CLICK"
!endif

!ifdef MUI_LICENSEPAGE
  ${LangFileString} MUI_TEXT_LICENSE_TITLE "Lisensi"
  ${LangFileString} MUI_TEXT_LICENSE_SUBTITLE "$(^NameDA) boleh dipakai, disalin, dan diubah tanpa bayar."
  ${LangFileString} MUI_INNERTEXT_LICENSE_TOP "Tekan Page Down untuk membaca lanjutannya."
  ${LangFileString} MUI_INNERTEXT_LICENSE_BOTTOM "Tekan Lanjut bila sudah dibaca."
  ${LangFileString} MUI_INNERTEXT_LICENSE_BOTTOM_CHECKBOX "Beri tanda centang bila sudah dibaca."
  ${LangFileString} MUI_INNERTEXT_LICENSE_BOTTOM_RADIOBUTTONS "Pilih Saya setuju bila sudah dibaca."
!endif

!ifdef MUI_DIRECTORYPAGE
  ${LangFileString} MUI_TEXT_DIRECTORY_TITLE "Folder program"
  ${LangFileString} MUI_TEXT_DIRECTORY_SUBTITLE "Folder yang sudah terisi di bawah ini cocok untuk hampir semua kantor."
!endif

!ifdef MUI_INSTFILESPAGE
  ${LangFileString} MUI_TEXT_INSTALLING_TITLE "Memasang"
  ${LangFileString} MUI_TEXT_INSTALLING_SUBTITLE "Tunggu sebentar, $(^NameDA) sedang dipasang."
  ${LangFileString} MUI_TEXT_FINISH_TITLE "Sudah terpasang"
  ${LangFileString} MUI_TEXT_FINISH_SUBTITLE "$(^NameDA) sudah terpasang di komputer ini."
  ${LangFileString} MUI_TEXT_ABORT_TITLE "Tidak jadi dipasang"
  ${LangFileString} MUI_TEXT_ABORT_SUBTITLE "Tidak ada yang diubah di komputer ini."
!endif

!ifdef MUI_UNINSTFILESPAGE
  ${LangFileString} MUI_UNTEXT_UNINSTALLING_TITLE "Mencopot"
  ${LangFileString} MUI_UNTEXT_UNINSTALLING_SUBTITLE "Tunggu sebentar, $(^NameDA) sedang dicopot."
  ${LangFileString} MUI_UNTEXT_FINISH_TITLE "Sudah dicopot"
  ${LangFileString} MUI_UNTEXT_FINISH_SUBTITLE "$(^NameDA) sudah dicopot dari komputer ini."
  ${LangFileString} MUI_UNTEXT_ABORT_TITLE "Tidak jadi dicopot"
  ${LangFileString} MUI_UNTEXT_ABORT_SUBTITLE "Tidak ada yang diubah di komputer ini."
!endif

!ifdef MUI_FINISHPAGE
  ${LangFileString} MUI_TEXT_FINISH_INFO_TITLE "$(^NameDA) sudah terpasang"
  ${LangFileString} MUI_TEXT_FINISH_INFO_TEXT "$\r$\n"
  ${LangFileString} MUI_TEXT_FINISH_INFO_REBOOT "Komputer perlu dinyalakan ulang."
!endif

!ifdef MUI_UNFINISHPAGE
  ${LangFileString} MUI_UNTEXT_FINISH_INFO_TITLE "$(^NameDA) sudah dicopot"
  ${LangFileString} MUI_UNTEXT_FINISH_INFO_TEXT "$\r$\n"
  ${LangFileString} MUI_UNTEXT_FINISH_INFO_REBOOT "Komputer perlu dinyalakan ulang."
!endif

!ifdef MUI_FINISHPAGE | MUI_UNFINISHPAGE
  ${LangFileString} MUI_TEXT_FINISH_REBOOTNOW "Nyalakan ulang sekarang"
  ${LangFileString} MUI_TEXT_FINISH_REBOOTLATER "Nanti saja"
  ${LangFileString} MUI_TEXT_FINISH_RUN "&Buka $(^NameDA) sekarang"
  ${LangFileString} MUI_TEXT_FINISH_SHOWREADME "Taruh &ikon di desktop"
  ${LangFileString} MUI_BUTTONTEXT_FINISH "&Selesai"
!endif

!ifdef MUI_UNCONFIRMPAGE
  ${LangFileString} MUI_UNTEXT_CONFIRM_TITLE "Mencopot $(^NameDA)"
  ${LangFileString} MUI_UNTEXT_CONFIRM_SUBTITLE "Programnya dicopot, data kantor tetap ada."
!endif

!ifdef MUI_ABORTWARNING
  ${LangFileString} MUI_TEXT_ABORTWARNING "Berhenti memasang $(^Name)?"
!endif
