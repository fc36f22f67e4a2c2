/** USB ids (vendor:product, or vendor alone) of adapters and boards a GRBL controller sits behind. */
const BOARDS: readonly (readonly [string, string])[] = [
  ['2341:0043', 'Arduino Uno'],
  ['2341:0001', 'Arduino Uno'],
  ['2a03:0043', 'Arduino Uno'],
  ['2341:0010', 'Arduino Mega 2560'],
  ['2341:0042', 'Arduino Mega 2560'],
  ['2341', 'Arduino board'],
  ['2a03', 'Arduino board'],
  ['1a86:7523', 'CH340 adapter, on most Uno and Nano copies and many CNC boards'],
  ['1a86:5523', 'CH341 adapter'],
  ['1a86:55d4', 'CH9102 adapter, on ESP32 boards (FluidNC, grblHAL)'],
  ['10c4:ea60', 'CP210x adapter, on ESP32 boards (FluidNC, grblHAL)'],
  ['0403:6001', 'FTDI FT232 adapter'],
  ['0403:6015', 'FTDI FT231X adapter'],
  ['0403', 'FTDI adapter'],
  ['067b:2303', 'Prolific PL2303 adapter'],
  ['16c0:0483', 'Teensy (grblHAL)'],
  ['0483:5740', 'STM32 board (grblHAL)'],
  ['2e8a', 'Raspberry Pi Pico (grblHAL)'],
  ['303a', 'ESP32-S3 (FluidNC, grblHAL)'],
]

/** What is likely behind a USB device, empty when nobody can tell. Ids in hex, any case. */
export function likelyBoard(vendorId: string, productId: string): string {
  const vendor = vendorId.toLowerCase()
  const both = `${vendor}:${productId.toLowerCase()}`
  const exact = BOARDS.find(([id]) => id === both) ?? BOARDS.find(([id]) => id === vendor)
  return exact?.[1] ?? ''
}
