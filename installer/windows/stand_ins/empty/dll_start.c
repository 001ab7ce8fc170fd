/* A DLL that does nothing when it is loaded. */
int __stdcall DllMainCRTStartup(void *handle, unsigned reason, void *reserved)
{
    (void)handle; (void)reason; (void)reserved;
    return 1;
}
