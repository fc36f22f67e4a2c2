import type { ProbeInput } from '#core/grbl/probing/probe-input.ts'
import { homedDesk, type HandDesk } from './hand-desk.ts'

/** How these probings approach. */
export const APPROACH = {
  seekFeedMmPerMin: 200,
  touchFeedMmPerMin: 30,
  greatestTravelMm: 30,
  retractMm: 2,
}
/** A plate of 12.7 mm. */
export const Z_PLATE: ProbeInput = { kind: 'zPlate', approach: APPROACH, plateThicknessMm: 12.7 }

/** A homed desk whose tool was brought to a place. */
export async function deskAt(
  place: { readonly xMm: number; readonly yMm: number; readonly zMm: number },
  settings: readonly (readonly [number, number])[],
  workpiece: Parameters<typeof homedDesk>[1],
): Promise<HandDesk> {
  const desk = await homedDesk(settings, workpiece)
  desk.perform({
    kind: 'goTo',
    coordinates: 'machine',
    target: place,
    safeZMm: null,
    rate: 'rapid',
  })
  desk.settle()
  return desk
}

/** The offset of G54. */
export const offsetOf = (desk: HandDesk) => desk.manual.offsets?.systems.G54

/** A block of 200 by 200 by 60 mm on the table. */
export const BLOCK = { kind: 'block', lowMm: [-300, -250, -90], highMm: [-100, -50, -30] } as const
