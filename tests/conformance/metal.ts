/**
 * The conformance suite runs on the virtual controller always. With `RMOS_TEST_PORT=<uri>` (for
 * example `serial:/dev/ttyUSB0` or `tcp://127.0.0.1:2323`) it runs on that controller instead, in
 * real time: GRBL 1.1 or a relative, the axes free to move 60 mm to plus in X and Y and 20 mm to
 * minus in Z, nothing in the spindle. Settings that a test needs are written and put back.
 */
export const METAL_PORT: string | null = process.env['RMOS_TEST_PORT'] ?? null

/** Why a test says nothing about a real controller. */
export type VirtualOnly =
  | 'needs faults that only the virtual controller can be given'
  | 'needs to see what the controller received and which steps it took'
  | 'needs its supply interrupted'
  | 'needs a workpiece at a known place'
  | 'needs a machine that homes'
  | 'needs a profile of the virtual controller'
  | 'needs a process that can be looked into'

interface Skippable {
  readonly skip: (note?: string) => void
}

/** On a real controller: tells that this test does not apply there, and why. */
export function onlyVirtual(context: Skippable, why: VirtualOnly): void {
  if (METAL_PORT !== null) context.skip(`not applicable on ${METAL_PORT}: ${why}`)
}
