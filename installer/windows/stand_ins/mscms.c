/* Only in the test's prefix: Qt's Windows platform asks for colour profiles, and Wine 8 aborts at the first call. */
#define API __declspec(dllexport)

API void *__stdcall OpenColorProfileW(void *profile, unsigned access, unsigned share, unsigned creation)
{
    return 0;
}

API int __stdcall CloseColorProfile(void *profile)
{
    return 1;
}

API int __stdcall GetColorProfileFromHandle(void *profile, void *bytes, unsigned *size)
{
    if (size)
        *size = 0;
    return 0;
}

API void *__stdcall WcsCreateIccProfile(void *profile, unsigned options)
{
    return 0;
}
