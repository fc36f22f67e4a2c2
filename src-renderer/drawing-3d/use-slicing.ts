import { useCallback, useEffect, useRef, useState } from 'react'

/** So long one tile takes on the screen, s; the whole never more than `MOST_SECONDS`. */
const SECONDS_PER_TILE = 0.7
const MOST_SECONDS = 40

/** Plays the slicing of a log: a share of all tiles, or null for the finished rosette. */
export function useSlicing(tileCount: number) {
  const [progress, setProgress] = useState<number | null>(null)
  const [playing, setPlaying] = useState(false)
  const reached = useRef(0)
  const set = useCallback((share: number | null) => {
    reached.current = share ?? 0
    setProgress(share)
  }, [])
  useEffect(() => {
    if (!playing) return
    const seconds = Math.min(MOST_SECONDS, Math.max(1, tileCount * SECONDS_PER_TILE))
    let lastMs: number | null = null
    let frame = requestAnimationFrame(function step(nowMs) {
      const passed = lastMs === null ? 0 : (nowMs - lastMs) / 1000
      lastMs = nowMs
      set(Math.min(1, reached.current + passed / seconds))
      if (reached.current === 1) setPlaying(false)
      else frame = requestAnimationFrame(step)
    })
    return () => {
      cancelAnimationFrame(frame)
    }
  }, [playing, tileCount, set])
  const toggle = useCallback(() => {
    setPlaying((now) => !now)
    set(reached.current === 1 ? 0 : reached.current)
  }, [set])
  const seek = useCallback(
    (share: number) => {
      setPlaying(false)
      set(share)
    },
    [set],
  )
  /** Back to the finished rosette. */
  const finish = useCallback(() => {
    setPlaying(false)
    set(null)
  }, [set])
  return { progress, playing, toggle, seek, finish }
}
