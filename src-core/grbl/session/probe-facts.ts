import type { GoToFacts } from '../manual/go-to-order.ts'
import { travelOf } from '../manual/travel.ts'
import type { ToolLengthFacts } from '../probing/tool-length.ts'
import type { Session } from './session-types.ts'

/** What a move by hand must know of the machine. */
export function goToFacts(session: Session): GoToFacts {
  const { settings, homed, facts } = session.manual
  const rate = (settingNumber: number) => Number(settings.get(settingNumber) ?? '500')
  return {
    homed,
    travel: travelOf(settings, facts?.optionLetters ?? ''),
    pullOffMm: Number(settings.get(27) ?? '1'),
    rapidMmPerMin: { xy: Math.min(rate(110), rate(111)), z: rate(112) },
    workOffset: session.controller.workOffset,
  }
}

/** Moves between touches are unhurried: a person's hand may still be near. */
const PROBE_TRAVEL_MM_PER_MIN = 1500

/** What a probing must know of the machine; nobody touches a plate to the tool. */
export function toolLengthFacts(session: Session): ToolLengthFacts {
  const { homed, travel, pullOffMm, rapidMmPerMin } = goToFacts(session)
  return {
    travelFeedMmPerMin: {
      xy: Math.min(rapidMmPerMin.xy, PROBE_TRAVEL_MM_PER_MIN),
      z: Math.min(rapidMmPerMin.z, PROBE_TRAVEL_MM_PER_MIN),
    },
    travel: homed ? travel : null,
    skipsTouchTest: true,
    clearMachineZMm: homed && travel !== null ? travel.max.zMm - pullOffMm : null,
  }
}
