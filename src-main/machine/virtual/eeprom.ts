import { stall, type ControllerMemory, type Firmware } from './firmware.ts'

/** A byte that gains bits is cleared and written; one that only loses bits, or gains all, takes one step. */
const CLEAR_AND_WRITE_MS = 3.4
const ONE_STEP_MS = 1.8
const ALL_BITS = 0xff

/**
 * What writing one image over another costs, ms: one stretch with the interrupts masked for each byte
 * that changes, in order (ATmega328P data sheet, EEPROM programming times). Both images have one size.
 */
export function eepromStallsMs(before: Uint8Array, after: Uint8Array): readonly number[] {
  const stallsMs: number[] = []
  for (const [at, byte] of after.entries()) {
    const old = before[at] ?? 0
    if (byte === old) continue
    const gainsBits = (byte & ~old) !== 0
    stallsMs.push(gainsBits && byte !== ALL_BITS ? CLEAR_AND_WRITE_MS : ONE_STEP_MS)
  }
  return stallsMs
}

/** How single-precision numbers stand in EEPROM. */
export function realsImage(values: readonly number[]): Uint8Array {
  return new Uint8Array(Float32Array.from(values).buffer)
}

/** Writes to EEPROM: on an AVR nothing is received in a stall but what the receiver itself can hold. */
export function* writeEeprom(
  memory: ControllerMemory,
  before: Uint8Array,
  after: Uint8Array,
): Firmware {
  for (const stallMs of eepromStallsMs(before, after)) {
    memory.masked = memory.profile.losesBytesInWrites
    yield* stall(memory, stallMs)
    memory.masked = false
    memory.serveReceived()
  }
}
