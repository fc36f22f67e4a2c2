import { useEffect, useState } from 'react'

/** How fast a program is played against its real time. */
export const PLAY_SPEEDS = [1, 10, 100] as const
/** How fast a program is played. */
export type PlaySpeed = (typeof PLAY_SPEEDS)[number]

/** A clock that runs through a program; it stops at the end. */
export function usePlayback(totalSeconds: number) {
  const [seconds, setSeconds] = useState(0)
  const [wanted, setWanted] = useState(false)
  const [speed, setSpeed] = useState<PlaySpeed>(10)
  const now = Math.min(seconds, totalSeconds)
  const playing = wanted && now < totalSeconds
  useEffect(() => {
    if (!playing) return
    let frame = 0
    let last: number | null = null
    const tick = (timeMs: number) => {
      const elapsed = last === null ? 0 : (timeMs - last) / 1000
      last = timeMs
      setSeconds((before) => Math.min(totalSeconds, before + elapsed * speed))
      frame = requestAnimationFrame(tick)
    }
    frame = requestAnimationFrame(tick)
    return () => {
      cancelAnimationFrame(frame)
    }
  }, [playing, speed, totalSeconds])
  return {
    seconds: now,
    playing,
    speed,
    setSpeed,
    toggle: () => {
      if (!playing && now >= totalSeconds) setSeconds(0)
      setWanted(!playing)
    },
    seek: (to: number) => {
      setSeconds(Math.max(0, Math.min(totalSeconds, to)))
    },
  }
}
