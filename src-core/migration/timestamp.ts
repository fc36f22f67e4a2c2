/** A time of an old record as ISO-8601 UTC with milliseconds, and how it was understood. */
export interface ReadTimestamp {
  readonly utc: string
  /** True when the text named no zone and was taken for UTC. */
  readonly zoneAssumed: boolean
}

const OUR_OWN = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/
const ISO =
  /^(\d{4}-\d\d-(\d\d))(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d+))?)?\s?(Z|[+-]\d\d(?::?\d\d)?)?)?$/i
/** 1970 to 9999; before that, and after, no job was logged. */
const LAST_MS = Date.UTC(9999, 11, 31, 23, 59, 59, 999)
/** Epochs from here on are milliseconds: as seconds they would lie after the year 5138. */
const FIRST_EPOCH_MS = 1e11

/**
 * Reads a time as the older system wrote it: ISO-8601 with or without a zone (without one it is
 * taken for UTC, which the caller may tell), or an epoch in seconds or milliseconds, whole or with
 * a fraction. Null when it is none of these. Fractions beyond the millisecond are cut off.
 */
export function readTimestamp(value: unknown): ReadTimestamp | null {
  if (typeof value === 'number') return readEpoch(value)
  if (typeof value !== 'string') return null
  if (OUR_OWN.test(value)) {
    // What Date would carry over, like February 30, is not the time that was written.
    const timeMs = Date.parse(value)
    return Number.isNaN(timeMs) || new Date(timeMs).toISOString() !== value
      ? null
      : { utc: value, zoneAssumed: false }
  }
  return readIso(value.trim())
}

function readEpoch(value: number): ReadTimestamp | null {
  const timeMs = Math.floor(Math.abs(value) >= FIRST_EPOCH_MS ? value : value * 1000)
  return timeMs >= 0 && timeMs <= LAST_MS
    ? { utc: new Date(timeMs).toISOString(), zoneAssumed: false }
    : null
}

function readIso(text: string): ReadTimestamp | null {
  const parts = ISO.exec(text)
  if (parts === null) return null
  const written = writtenTime(parts)
  const zone = parts[7]
  const offsetMinutes = zone === undefined ? 0 : zoneMinutes(zone)
  if (written === null || offsetMinutes === null) return null
  const zoneAssumed = zone === undefined
  if (offsetMinutes === 0) return { utc: written.text, zoneAssumed }
  const utcMs = written.timeMs - offsetMinutes * 60_000
  if (utcMs < 0 || utcMs > LAST_MS) return null
  return { utc: new Date(utcMs).toISOString(), zoneAssumed }
}

interface WrittenTime {
  /** The written digits as if they were UTC. */
  readonly text: string
  readonly timeMs: number
}

/** Null for a February 30, for 24:00 and for a time before 1970. */
function writtenTime(parts: RegExpExecArray): WrittenTime | null {
  const [date, day = '', hour = '00', minute = '00', second = '00', fraction = ''] = parts.slice(
    1,
    7,
  )
  const millisecond = fraction.slice(0, 3).padEnd(3, '0')
  const text = `${date ?? ''}T${hour}:${minute}:${second}.${millisecond}Z`
  const timeMs = Date.parse(text)
  // Date carries a February 30 over into March; 24:00 is the next day.
  const isAsWritten = new Date(timeMs).getUTCDate() === Number(day) && hour !== '24'
  return isAsWritten && timeMs >= 0 ? { text, timeMs } : null
}

function zoneMinutes(zone: string): number | null {
  if (/^z$/i.test(zone)) return 0
  const hours = Number(zone.slice(1, 3))
  const minutes = Number(zone.slice(3).replace(':', '') || '0')
  // The world's zones go from -12:00 to +14:00.
  if (hours > 14 || minutes > 59) return null
  return (zone.startsWith('-') ? -1 : 1) * (hours * 60 + minutes)
}
