/**
 * GRBL 1.1 realtime bytes. They never enter the receive buffer and get no acknowledgement; the
 * controller takes them out of the stream wherever they stand. Source: GRBL 1.1 interface notes.
 */
export const REALTIME = {
  /** `?` asks for one status report. */
  statusQuery: 0x3f,
  /** `~` resumes from a hold, a door or a program pause; ignored otherwise. */
  cycleStart: 0x7e,
  /** `!` slows to a stand along the path; the spindle keeps turning. */
  feedHold: 0x21,
  /** Ctrl-X resets; only from a stand (Hold:0 or Idle) is the position kept without an alarm. */
  softReset: 0x18,
  /** Slows to a stand, then stops spindle and coolant. */
  safetyDoor: 0x84,
  jogCancel: 0x85,
  feedOverrideReset: 0x90,
  feedOverridePlus10: 0x91,
  feedOverrideMinus10: 0x92,
  feedOverridePlus1: 0x93,
  feedOverrideMinus1: 0x94,
  rapidOverride100: 0x95,
  rapidOverride50: 0x96,
  rapidOverride25: 0x97,
  spindleOverrideReset: 0x99,
  spindleOverridePlus10: 0x9a,
  spindleOverrideMinus10: 0x9b,
  spindleOverridePlus1: 0x9c,
  spindleOverrideMinus1: 0x9d,
  /** Stops or restores the spindle, only in a hold. */
  spindleStopToggle: 0x9e,
  floodToggle: 0xa0,
  mistToggle: 0xa1,
} as const

/** One realtime byte. */
export type RealtimeByte = (typeof REALTIME)[keyof typeof REALTIME]

/** True when a byte acts at once wherever it stands in the stream, so no program may contain it. */
export function isRealtimeByte(byte: number): boolean {
  return (
    byte === REALTIME.statusQuery ||
    byte === REALTIME.cycleStart ||
    byte === REALTIME.feedHold ||
    byte === REALTIME.softReset ||
    byte >= 0x80
  )
}
