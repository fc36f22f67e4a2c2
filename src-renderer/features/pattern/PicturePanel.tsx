import { ImagePlus } from 'lucide-react'
import { useEffect } from 'react'
import { PATTERN_LIMITS } from '#core/pattern/pattern.schema.ts'
import type { Plan, TileRing } from '#core/rosette/plan.schema.ts'
import { formatDecimal } from '#core/units/format-length.ts'
import { Button } from '../../ui/Button.tsx'
import { FileButton } from '../../ui/FileButton.tsx'
import { Segmented } from '../../ui/Choice.tsx'
import { Progress } from '../../ui/States.tsx'
import { showToast } from '../../ui/toast.store.ts'
import { setPattern } from './edit-tile.ts'
import { CountField } from './NumberField.tsx'
import { usePattern } from './pattern.store.ts'
import { patternStrings } from './pattern.strings.ts'
import { PICTURE_TYPES, takePicture } from './picture-files.ts'
import { type PictureChoices, usePicture, WHOLE } from './picture.store.ts'

const words = patternStrings.picture
/** The tile is worked out anew when the hand has rested for so long. */
const REST_MS = 80
const MAX_COLOURS = 16

function ChooseButton({ again }: { again: boolean }) {
  return (
    <FileButton
      look={again ? 'plain' : 'primary'}
      icon={<ImagePlus size={16} />}
      label={again ? words.chooseAnother : words.choose}
      accept={PICTURE_TYPES}
      onFile={takePicture}
    />
  )
}

/** Works the tile out whenever something about it has been chosen. */
function useMaking(plan: Plan, tile: TileRing): void {
  const source = usePicture((state) => state.source)
  const choices = usePicture((state) => state.choices)
  const thicknessMm = tile.pattern?.palette[0]?.thicknessMm ?? plan.stock.veneerMm
  const current = tile.pattern?.palette ?? null
  useEffect(() => {
    if (source === null) return
    const timer = setTimeout(() => {
      const { paletteFrom, ...rest } = choices
      const palette = paletteFrom === 'current' ? current : null
      usePicture.getState().make({ ...rest, thicknessMm, palette })
    }, REST_MS)
    return () => {
      clearTimeout(timer)
    }
  }, [source, choices, thicknessMm, current])
}

const CROP_SIDES = [
  { side: 'left', label: words.cropLeft },
  { side: 'top', label: words.cropTop },
  { side: 'width', label: words.cropWidth },
  { side: 'height', label: words.cropHeight },
] as const

/** The crop as whole pixels of the picture, for those who would rather type. */
function CropFields({ widthPx, heightPx }: { widthPx: number; heightPx: number }) {
  const crop = usePicture((state) => state.choices.crop)
  const choose = usePicture((state) => state.choose)
  return (
    <>
      <h3>{words.crop}</h3>
      {CROP_SIDES.map(({ side, label }) => {
        const whole = side === 'left' || side === 'width' ? widthPx : heightPx
        const start = side === 'left' || side === 'top'
        const taken = { left: crop.width, top: crop.height, width: crop.left, height: crop.top }
        const most = whole - Math.round(taken[side] * whole)
        return (
          <CountField
            key={side}
            label={label}
            value={Math.round(crop[side] * whole)}
            range={{ min: start ? 0 : 2, max: Math.max(start ? 0 : 2, most) }}
            step={10}
            onCommit={(value) => {
              choose({ crop: { ...crop, [side]: value / whole } })
            }}
          />
        )
      })}
      <Button
        size="small"
        onClick={() => {
          choose({ crop: WHOLE })
        }}
      >
        {words.cropAll}
      </Button>
    </>
  )
}

function Choices({ tile, choices }: { tile: TileRing; choices: PictureChoices }) {
  const choose = usePicture((state) => state.choose)
  const options = (['own', 'current'] as const).map((value) => ({
    value,
    label: words.paletteChoices[value],
  }))
  return (
    <>
      <CountField
        label={words.rows}
        value={choices.rows}
        range={{ min: 1, max: PATTERN_LIMITS.maxRows }}
        onCommit={(rows) => {
          choose({ rows })
        }}
      />
      <CountField
        label={words.columns}
        value={choices.columns}
        range={{ min: 1, max: PATTERN_LIMITS.maxColumns }}
        onCommit={(columns) => {
          choose({ columns })
        }}
      />
      {tile.pattern !== null && (
        <div className="field-stacked">
          <p className="field-label">{words.paletteLabel}</p>
          <Segmented
            label={words.paletteLabel}
            value={choices.paletteFrom}
            options={options}
            onChange={(paletteFrom) => {
              choose({ paletteFrom })
            }}
          />
        </div>
      )}
      {choices.paletteFrom === 'own' && (
        <CountField
          label={words.colours}
          value={choices.colours}
          range={{ min: 2, max: MAX_COLOURS }}
          onCommit={(colours) => {
            choose({ colours })
          }}
        />
      )}
      <label className="check">
        <input
          type="checkbox"
          checked={choices.dither}
          onChange={(event) => {
            choose({ dither: event.target.checked })
          }}
        />
        <span>{words.dither}</span>
      </label>
    </>
  )
}

function ApplyButtons() {
  const made = usePicture((state) => state.made)
  const leave = usePicture((state) => state.leave)
  return (
    <div className="button-row">
      <Button
        look="primary"
        disabled={made === null}
        onClick={() => {
          if (made === null) return
          setPattern(made)
          leave()
          usePattern.getState().change({ tab: 'palette', selection: null })
          showToast(words.applied)
        }}
      >
        {words.apply}
      </Button>
      <Button onClick={leave}>{words.leave}</Button>
    </div>
  )
}

/** Makes a picture a tile: which file, how many rows, columns and veneers. */
export function PicturePanel({ plan, tile }: { plan: Plan; tile: TileRing }) {
  const source = usePicture((state) => state.source)
  const reading = usePicture((state) => state.reading)
  const choices = usePicture((state) => state.choices)
  useMaking(plan, tile)
  return (
    <>
      <div className="bench-scroll fields">
        <h3>{words.title}</h3>
        {source === null && <p className="muted">{words.lead}</p>}
        {reading !== null && <Progress label={words.reading} ratio={null} detail={reading} />}
        {source !== null && (
          <>
            <p>{words.source(source.name, source.widthPx, source.heightPx)}</p>
            <p className="caption">{words.took(`${formatDecimal(source.tookMs / 1000, 2)} s`)}</p>
            <Choices tile={tile} choices={choices} />
            <CropFields widthPx={source.widthPx} heightPx={source.heightPx} />
          </>
        )}
        <ChooseButton again={source !== null} />
      </div>
      {source !== null && (
        <div className="bench-foot">
          <ApplyButtons />
        </div>
      )}
    </>
  )
}
