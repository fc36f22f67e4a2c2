/** A duration as a clock shows it: `2:05`, `1:02:05`. */
export function formatClock(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds))
  const pad = (value: number) => String(value).padStart(2, '0')
  const hours = Math.floor(whole / 3600)
  const minutes = Math.floor((whole % 3600) / 60)
  const rest = pad(whole % 60)
  return hours > 0 ? `${String(hours)}:${pad(minutes)}:${rest}` : `${String(minutes)}:${rest}`
}

/** A duration in words for planning: `40 s`, `12 min`, `1 h 5 min`. */
export function formatDuration(seconds: number): string {
  if (seconds < 90) return `${String(Math.round(seconds))} s`
  const minutes = Math.round(seconds / 60)
  if (minutes < 60) return `${String(minutes)} min`
  return `${String(Math.floor(minutes / 60))} h ${String(minutes % 60)} min`
}

/** Local wall clock of an instant: `10:42`. */
export function formatTimeOfDay(atUtc: string): string {
  return new Date(atUtc).toLocaleTimeString(undefined, {
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  })
}

/** Local date and time of an instant, exact to the second. */
export function formatExact(atUtc: string): string {
  return new Date(atUtc).toLocaleString(undefined, {
    dateStyle: 'medium',
    timeStyle: 'medium',
    hourCycle: 'h23',
  })
}

const STEPS: readonly (readonly [
  limitSeconds: number,
  unit: Intl.RelativeTimeFormatUnit,
  seconds: number,
])[] = [
  [3600, 'minute', 60],
  [86_400, 'hour', 3600],
  [7 * 86_400, 'day', 86_400],
]

/** How long ago an instant was, in words; after a week the local date. */
export function formatAgo(atUtc: string, nowMs: number): string {
  const agoSeconds = Math.max(0, (nowMs - Date.parse(atUtc)) / 1000)
  const relative = new Intl.RelativeTimeFormat('en', { numeric: 'auto' })
  if (agoSeconds < 60) return 'just now'
  for (const [limitSeconds, unit, seconds] of STEPS) {
    if (agoSeconds < limitSeconds) return relative.format(-Math.floor(agoSeconds / seconds), unit)
  }
  return new Date(atUtc).toLocaleDateString(undefined, { dateStyle: 'medium' })
}
