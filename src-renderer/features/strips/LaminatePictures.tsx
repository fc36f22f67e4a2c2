import { useMemo, type ReactNode } from 'react'
import { endFace, flatFace, ringFace } from '#core/strips/laminate-shapes.ts'
import {
  builtWidthMm,
  depthOf,
  isRepeating,
  layerAngleRad,
  pitchMm,
} from '#core/strips/laminate.ts'
import { closureOn } from '#core/strips/ring-need.ts'
import type { StripFamily } from '#core/strips/strip-family.schema.ts'
import { degFromRad } from '#core/units/angle.ts'
import { formatDecimal, formatLength } from '#core/units/format-length.ts'
import { useUnits } from '../../session/settings.store.ts'
import { Laminate } from './Laminate.tsx'
import { stripsStrings } from './strips.strings.ts'
import { signedPercent } from './strips.view-model.ts'

const words = stripsStrings.pictures
/** How much longer than wide the straight face is drawn. */
const FACE_RATIO = 7
/** How much of the ring is drawn across its picture, in widths of the laminate. */
const RING_RATIO = 9

const box = (...numbers: readonly number[]) => numbers.map((n) => n.toFixed(4)).join(' ')
const facts = (...parts: readonly (string | null)[]) =>
  parts.filter((part) => part !== null).join(' · ')

interface FigureProps {
  readonly title: string
  readonly caption: string
  readonly className: string
  readonly children: ReactNode
}

function Figure({ title, caption, className, children }: FigureProps) {
  return (
    <figure className={`strip-figure ${className}`}>
      {children}
      <figcaption>
        <strong>{title}</strong> <span className="muted">{caption}</span>
      </figcaption>
    </figure>
  )
}

interface ViewProps {
  readonly family: StripFamily
  readonly selectedStripId: string | null
}

function FaceView({ family, selectedStripId }: ViewProps) {
  const unit = useUnits()
  const picture = useMemo(() => {
    const widthMm = flatFace(family, 1).heightMm
    return flatFace(family, widthMm * FACE_RATIO)
  }, [family])
  const { construction } = family
  const widthMm = builtWidthMm(family)
  const pitch = pitchMm(family)
  const caption = facts(
    words.faceCaption(widthMm === null ? stripsStrings.notMeasured : formatLength(widthMm, unit)),
    pitch !== null && isRepeating(construction)
      ? words.pitchCaption(
          formatLength(pitch, unit),
          `${formatDecimal(degFromRad(layerAngleRad(construction)), 0)}°`,
        )
      : null,
  )
  return (
    <Figure title={words.face} caption={caption} className="strip-face">
      <svg
        role="img"
        aria-label={words.pictureOf(words.face, family.name)}
        viewBox={box(0, -picture.heightMm, picture.widthMm, picture.heightMm)}
      >
        <g transform="scale(1 -1)">
          <Laminate picture={picture} selectedStripId={selectedStripId} />
        </g>
      </svg>
    </Figure>
  )
}

function EndView({ family, selectedStripId }: ViewProps) {
  const unit = useUnits()
  const picture = useMemo(() => endFace(family), [family])
  const { inlayThicknessMm, unevenMm } = depthOf(family)
  const caption = facts(
    words.endCaption(
      inlayThicknessMm === null ? stripsStrings.notMeasured : formatLength(inlayThicknessMm, unit),
    ),
    unevenMm !== null && unevenMm > 0 ? words.uneven(formatLength(unevenMm, unit)) : null,
  )
  const marginMm = 0.04 * Math.max(picture.widthMm, picture.heightMm)
  return (
    <Figure title={words.end} caption={caption} className="strip-end">
      <svg
        role="img"
        aria-label={words.pictureOf(words.end, family.name)}
        viewBox={box(
          -marginMm,
          -picture.heightMm - marginMm,
          picture.widthMm + 2 * marginMm,
          picture.heightMm + 2 * marginMm,
        )}
      >
        <g transform="scale(1 -1)">
          <Laminate picture={picture} selectedStripId={selectedStripId} />
        </g>
      </svg>
    </Figure>
  )
}

function RingView({
  family,
  selectedStripId,
  innerRadiusMm,
}: ViewProps & { readonly innerRadiusMm: number }) {
  const unit = useUnits()
  const picture = useMemo(() => ringFace(family, innerRadiusMm), [family, innerRadiusMm])
  const outerRadiusMm = picture.widthMm / 2
  const bandMm = outerRadiusMm - innerRadiusMm
  const acrossMm = Math.min(2 * outerRadiusMm, RING_RATIO * bandMm)
  const pitch = pitchMm(family)
  const closed = pitch === null ? null : closureOn(innerRadiusMm + bandMm / 2, pitch)
  const caption = facts(
    words.ringCaption(formatLength(innerRadiusMm, unit)),
    closed === null ? null : words.closes(closed.repeatCount, signedPercent(closed.changeRatio)),
  )
  const wholeMm = 2 * outerRadiusMm * 1.02
  return (
    <Figure title={words.ring} caption={caption} className="strip-ring">
      <div className="strip-ring-views">
        <svg
          role="img"
          aria-label={words.pictureOf(words.ring, family.name)}
          preserveAspectRatio="xMidYMin slice"
          viewBox={box(
            -acrossMm / 2,
            -outerRadiusMm - 0.3 * bandMm,
            acrossMm,
            Math.min(acrossMm * 0.55, 2 * outerRadiusMm),
          )}
        >
          <g transform="scale(1 -1)">
            <Laminate picture={picture} selectedStripId={selectedStripId} />
          </g>
        </svg>
        <svg
          aria-hidden="true"
          className="strip-whole"
          viewBox={box(-wholeMm / 2, -wholeMm / 2, wholeMm, wholeMm)}
        >
          <g transform="scale(1 -1)">
            <Laminate picture={picture} selectedStripId={null} />
          </g>
        </svg>
      </div>
    </Figure>
  )
}

/** The laminate seen from above, sawn across, and bent to a ring. */
export function LaminatePictures(props: ViewProps & { readonly innerRadiusMm: number }) {
  const { family, selectedStripId, innerRadiusMm } = props
  return (
    <div className="strip-pictures" role="group" aria-label={words.title}>
      <FaceView family={family} selectedStripId={selectedStripId} />
      <RingView family={family} selectedStripId={selectedStripId} innerRadiusMm={innerRadiusMm} />
      <EndView family={family} selectedStripId={selectedStripId} />
    </div>
  )
}
