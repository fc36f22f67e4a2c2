import { Maximize, ZoomIn, ZoomOut } from 'lucide-react'
import {
  useEffect,
  useMemo,
  useRef,
  useState,
  type KeyboardEvent,
  type PointerEvent,
  type ReactNode,
} from 'react'
import type { LengthUnit } from '#core/units/parse-length.ts'
import { useCommands } from '../session/commands.store.ts'
import { IconButton } from '../ui/Button.tsx'
import { drawingStrings } from './drawing.strings.ts'
import { Grid, Rulers } from './Rulers.tsx'
import {
  fitView,
  mmTransform,
  panned,
  toMm,
  zoomedAt,
  type BoundsMm,
  type MarginPx,
  type SizePx,
  type View,
} from './view.ts'

/** What a `Viewport` takes. */
export interface ViewportProps {
  readonly label: string
  readonly bounds: BoundsMm
  readonly margin: MarginPx
  readonly unit: LengthUnit
  /** Drawn in mm, y up. */
  readonly drawing: (view: View) => ReactNode
  /** Drawn in mm under the picture. */
  readonly backdrop?: ReactNode
  /** A canvas between backdrop and drawing. */
  readonly picture?: (view: View, size: SizePx) => ReactNode
  /** Drawn over it in px: dimensions, labels. */
  readonly overlay?: (view: View, size: SizePx) => ReactNode
  /** A click that was no drag, on nothing in particular. */
  readonly onBackgroundClick?: () => void
  /** Bounds to show now; another object shows them anew, null leaves the view as it is. */
  readonly target?: BoundsMm | null
  /** Hears where the pointer is, in mm, and of clicks that were no drag; null when it has left. */
  readonly onPointer?: (what: 'move' | 'click', at: PlaceMm | null, view: View) => void
  /** More buttons beside zoom and fit. */
  readonly tools?: (view: View, size: SizePx) => ReactNode
  readonly children?: ReactNode
}

/** A place in the drawing. */
export interface PlaceMm {
  readonly xMm: number
  readonly yMm: number
}

const WHEEL_ZOOM = 1.0015
const KEY_PAN_PX = 40
const CLICK_PX = 4
const NO_SIZE: SizePx = { widthPx: 0, heightPx: 0 }

function useSize() {
  const ref = useRef<HTMLDivElement>(null)
  const [size, setSize] = useState(NO_SIZE)
  useEffect(() => {
    const element = ref.current
    if (element === null) return
    const observer = new ResizeObserver(([entry]) => {
      if (entry === undefined) return
      setSize({ widthPx: entry.contentRect.width, heightPx: entry.contentRect.height })
    })
    observer.observe(element)
    return () => {
      observer.disconnect()
    }
  }, [])
  return { ref, size }
}

/** Zoom by wheel needs a listener of its own, because React's are passive and the page would scroll. */
function useWheelZoom(
  ref: React.RefObject<HTMLDivElement | null>,
  zoom: (x: number, y: number, factor: number) => void,
) {
  useEffect(() => {
    const element = ref.current
    if (element === null) return
    const onWheel = (event: WheelEvent) => {
      event.preventDefault()
      const box = element.getBoundingClientRect()
      zoom(event.clientX - box.left, event.clientY - box.top, WHEEL_ZOOM ** -event.deltaY)
    }
    element.addEventListener('wheel', onWheel, { passive: false })
    return () => {
      element.removeEventListener('wheel', onWheel)
    }
  }, [ref, zoom])
}

/** Drag pans; a press that hardly moved is a click. */
function useDrag(
  pan: (dx: number, dy: number) => void,
  onClick: (event: PointerEvent<SVGSVGElement>) => void,
) {
  const drag = useRef<{ x: number; y: number; movedPx: number } | null>(null)
  return {
    onPointerDown: (event: PointerEvent<SVGSVGElement>) => {
      if (event.button > 1) return
      drag.current = { x: event.clientX, y: event.clientY, movedPx: 0 }
    },
    onPointerMove: (event: PointerEvent<SVGSVGElement>) => {
      const start = drag.current
      if (start === null) return
      const dx = event.clientX - start.x
      const dy = event.clientY - start.y
      const movedPx = start.movedPx + Math.hypot(dx, dy)
      if (movedPx > CLICK_PX) {
        if (!event.currentTarget.hasPointerCapture(event.pointerId)) {
          event.currentTarget.setPointerCapture(event.pointerId)
        }
        pan(dx, dy)
      }
      drag.current = { x: event.clientX, y: event.clientY, movedPx }
    },
    onPointerUp: (event: PointerEvent<SVGSVGElement>) => {
      if (drag.current !== null && drag.current.movedPx <= CLICK_PX) onClick(event)
      drag.current = null
    },
    onPointerCancel: () => {
      drag.current = null
    },
  }
}

const KEY_PANS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [KEY_PAN_PX, 0],
  ArrowRight: [-KEY_PAN_PX, 0],
  ArrowUp: [0, KEY_PAN_PX],
  ArrowDown: [0, -KEY_PAN_PX],
}

function useView(props: ViewportProps, size: SizePx) {
  const { bounds, margin, target = null } = props
  const [chosen, setChosen] = useState<View | null>(null)
  const [shownTarget, setShownTarget] = useState<BoundsMm | null>(null)
  if (target !== shownTarget && size.widthPx > 0) {
    setShownTarget(target)
    if (target !== null) setChosen(fitView(target, size, margin))
  }
  const view = chosen ?? fitView(bounds, size, margin)
  return useMemo(
    () => ({
      view,
      fit: () => {
        setChosen(null)
      },
      zoom: (x: number, y: number, factor: number) => {
        setChosen((now) => zoomedAt(now ?? fitView(bounds, size, margin), x, y, factor))
      },
      pan: (dx: number, dy: number) => {
        setChosen((now) => panned(now ?? fitView(bounds, size, margin), dx, dy))
      },
    }),
    [view, bounds, size, margin],
  )
}

/** A drawing surface to scale: zoom to the cursor, pan, fit with F, a grid that adapts, rulers. */
export function Viewport(props: ViewportProps) {
  const { label, unit, drawing, backdrop, picture, overlay, tools, children } = props
  const { onBackgroundClick, onPointer } = props
  const { ref, size } = useSize()
  const { view, fit, zoom, pan } = useView(props, size)
  useWheelZoom(ref, zoom)
  const placeOf = (event: PointerEvent<SVGSVGElement>) => {
    const box = event.currentTarget.getBoundingClientRect()
    return toMm(view, event.clientX - box.left, event.clientY - box.top)
  }
  const drag = useDrag(pan, (event) => {
    onBackgroundClick?.()
    onPointer?.('click', placeOf(event), view)
  })
  const zoomCentre = (factor: number) => {
    zoom(size.widthPx / 2, size.heightPx / 2, factor)
  }
  useCommands(
    'viewport',
    useMemo(
      () => [
        { id: 'fit', title: drawingStrings.fit, group: drawingStrings.group, keys: 'F', run: fit },
      ],
      [fit],
    ),
  )
  const onKeyDown = (event: KeyboardEvent) => {
    const step = KEY_PANS[event.key]
    if (step !== undefined) pan(...step)
    else if (event.key === '+' || event.key === '=') zoomCentre(1.25)
    else if (event.key === '-') zoomCentre(0.8)
    else return
    event.preventDefault()
  }
  return (
    <div className="viewport" ref={ref}>
      {size.widthPx > 0 && (
        <>
          <svg
            className="viewport-backdrop"
            width={size.widthPx}
            height={size.heightPx}
            aria-hidden="true"
          >
            <Grid view={view} size={size} unit={unit} />
            <g transform={mmTransform(view)} className="drawing-mm">
              {backdrop}
            </g>
          </svg>
          {picture?.(view, size)}
          <svg
            className="viewport-surface"
            width={size.widthPx}
            height={size.heightPx}
            tabIndex={0}
            role="group"
            aria-label={`${label}. ${drawingStrings.surfaceHelp}`}
            onKeyDown={onKeyDown}
            {...drag}
            onPointerMove={(event) => {
              drag.onPointerMove(event)
              onPointer?.('move', placeOf(event), view)
            }}
            onPointerLeave={() => {
              onPointer?.('move', null, view)
            }}
          >
            <g transform={mmTransform(view)} className="drawing-mm">
              {drawing(view)}
            </g>
            {overlay?.(view, size)}
            <Rulers view={view} size={size} unit={unit} />
          </svg>
        </>
      )}
      <div className="viewport-tools">
        <IconButton
          label={drawingStrings.zoomOut}
          onClick={() => {
            zoomCentre(0.8)
          }}
        >
          <ZoomOut size={18} aria-hidden="true" />
        </IconButton>
        <IconButton
          label={drawingStrings.zoomIn}
          onClick={() => {
            zoomCentre(1.25)
          }}
        >
          <ZoomIn size={18} aria-hidden="true" />
        </IconButton>
        <IconButton label={`${drawingStrings.fit} (F)`} onClick={fit}>
          <Maximize size={18} aria-hidden="true" />
        </IconButton>
        {tools?.(view, size)}
      </div>
      {children}
    </div>
  )
}
