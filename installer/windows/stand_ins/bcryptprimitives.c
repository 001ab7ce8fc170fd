/* Only in the test's prefix: the standard library of Rust (cryptography, pyrage) asks for random bytes here. */
unsigned char __stdcall SystemFunction036(void *bytes, unsigned long length);

__declspec(dllexport) int __stdcall ProcessPrng(unsigned char *bytes, unsigned long long length)
{
    while (length) {
        unsigned long part = length > 0x1000000 ? 0x1000000 : (unsigned long)length;
        if (!SystemFunction036(bytes, part))
            return 0;
        bytes += part;
        length -= part;
    }
    return 1;
}
