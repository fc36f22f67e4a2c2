import { type KeyboardEvent, type RefObject, useEffect, useRef, useState } from 'react'
import { type Gaze, GAZES } from './camera-views.ts'
import { createStage, type Stage } from './stage.ts'

/** Why there is no picture. */
export type StageFailure = 'missing' | 'lost'

/** A stage in its place on the page. */
export interface PlacedStage<S> {
  /** For the element that holds the picture. */
  readonly place: RefObject<HTMLDivElement | null>
  /** Null before it is made and where there is none. */
  readonly stage: Stage<S> | null
  readonly gaze: Gaze
}

/** A stage in its place on the page, as large as the place, under whatever else the place holds. */
export function useStage<S>(onFailure: (failure: StageFailure) => void): PlacedStage<S> {
  const place = useRef<HTMLDivElement>(null)
  const [stage, setStage] = useState<Stage<S> | null>(null)
  const [gaze, setGaze] = useState<Gaze>(GAZES.corner)
  useEffect(() => {
    const element = place.current
    if (element === null) return
    const made = createStage<S>({
      onLost: () => {
        onFailure('lost')
      },
      onTurn: setGaze,
    })
    if (made === null) {
      onFailure('missing')
      return
    }
    element.prepend(made.canvas)
    const observer = new ResizeObserver(() => {
      made.resize(element.clientWidth, element.clientHeight)
      // what lies over the picture is placed anew
      setGaze((now) => ({ ...now }))
    })
    observer.observe(element)
    setStage(made)
    return () => {
      observer.disconnect()
      made.dispose()
      setStage(null)
    }
  }, [onFailure])
  return { place, stage, gaze }
}

const KEY_TURNS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, 1],
  ArrowDown: [0, -1],
}

/** Turns with the arrows and zooms with plus and minus; other keys are left alone. */
export function turnByKeys<S>(stage: Stage<S> | null): (event: KeyboardEvent) => void {
  return (event) => {
    const turn = KEY_TURNS[event.key]
    if (turn !== undefined) stage?.turn(...turn)
    else if (event.key === '+' || event.key === '=') stage?.zoom(1)
    else if (event.key === '-') stage?.zoom(-1)
    else return
    event.preventDefault()
  }
}
