/** How hard the stand-in for fpm presses: "quick" for tests, else as gzip does. */
export const COMPRESSION_VARIABLE = 'EVERTABLE_PACKAGE_COMPRESSION';
export const QUICK_COMPRESSION = 'quick';
