/* Only in the test's prefix: Windows 10 has icuuc.dll, Wine has not. Without converters Qt knows only UTF codecs. */
#define NONE(name) __declspec(dllexport) void *name(void *first, void *second, int *status) { return 0; }
#define NOTHING(name) __declspec(dllexport) void name(void) {}
#define ZERO(name) __declspec(dllexport) int name(void) { return 0; }

NONE(ucnv_open)
NONE(ucnv_getName)
NONE(ucnv_getStandardName)
NONE(ucnv_getAvailableName)

NOTHING(ucnv_close)
NOTHING(ucnv_reset)
NOTHING(UCNV_FROM_U_CALLBACK_SUBSTITUTE)
NOTHING(UCNV_TO_U_CALLBACK_SUBSTITUTE)
NOTHING(ucnv_getToUCallBack)
NOTHING(ucnv_getFromUCallBack)
NOTHING(ucnv_setToUCallBack)
NOTHING(ucnv_setFromUCallBack)
NOTHING(ucnv_cbToUWriteUChars)
NOTHING(ucnv_cbFromUWriteUChars)
NOTHING(ucnv_toUnicode)
NOTHING(ucnv_fromUnicode)

ZERO(ucnv_getMaxCharSize)
ZERO(ucnv_toUCountPending)
ZERO(ucnv_fromUCountPending)
ZERO(ucnv_countAvailable)
