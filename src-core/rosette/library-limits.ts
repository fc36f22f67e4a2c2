/** Longest library text that is read, and that passes between screen and main: hundreds of plans. */
export const LIBRARY_MAX_CHARACTERS = 6_000_000
