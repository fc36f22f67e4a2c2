/** Pause after an answer to an EEPROM write, in which the receiver may still lose bytes. */
export const EEPROM_GUARD_MS = 50
