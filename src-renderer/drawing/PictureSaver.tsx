import { Download } from 'lucide-react'
import { useId, useRef, useState } from 'react'
import type { Plan } from '#core/rosette/plan.schema.ts'
import type { DrawingPage } from '#core/rosette/draw-rosette.ts'
import type { DrawingColours } from '#core/rosette/ring-picture.ts'
import { Button, IconButton } from '../ui/Button.tsx'
import { Segmented } from '../ui/Choice.tsx'
import { saveBlob } from '../ui/save-file.ts'
import { showToast } from '../ui/toast.store.ts'
import { drawingStrings } from './drawing.strings.ts'
import { makePicture, PICTURE_DPI, type PictureProblem } from './save-picture.ts'

const words = drawingStrings.picture

/** What a `PictureSaver` takes. */
export interface PictureSaverProps {
  readonly plan: Plan
  readonly colours: DrawingColours
  /** What can be seen now, mm. */
  readonly windowMm: () => NonNullable<DrawingPage['windowMm']>
}

function problemSentence(problem: PictureProblem): string {
  return problem.kind === 'too-large'
    ? words.tooLarge(problem.widthPx, problem.heightPx)
    : words.notDrawn
}

/** Saves the drawing as SVG or PNG, all of it or what is seen. */
export function PictureSaver({ plan, colours, windowMm }: PictureSaverProps) {
  const id = useId()
  const panel = useRef<HTMLDivElement>(null)
  const [format, setFormat] = useState<'svg' | 'png'>('svg')
  const [dpi, setDpi] = useState<string>(String(PICTURE_DPI[1]))
  const [part, setPart] = useState<'sheet' | 'rosette' | 'view'>('sheet')
  const [busy, setBusy] = useState(false)
  const save = async () => {
    setBusy(true)
    const page = { dimensions: part === 'sheet', windowMm: part === 'view' ? windowMm() : null }
    const made = await makePicture(plan, colours, { format, dpi: Number(dpi), page })
    setBusy(false)
    if (!made.ok) {
      showToast(problemSentence(made.error))
      return
    }
    saveBlob(made.value.fileName, made.value.blob)
    showToast(words.saved(made.value.fileName))
    panel.current?.hidePopover()
  }
  return (
    <>
      <IconButton label={words.title} popoverTarget={id}>
        <Download size={18} aria-hidden="true" />
      </IconButton>
      <div id={id} ref={panel} popover="auto" className="picture-saver">
        <h3>{words.title}</h3>
        <Segmented
          label={words.part}
          value={part}
          options={(['sheet', 'rosette', 'view'] as const).map((value) => ({
            value,
            label: words.parts[value],
          }))}
          onChange={setPart}
        />
        <Segmented
          label={words.format}
          value={format}
          options={[
            { value: 'svg', label: words.svg },
            { value: 'png', label: words.png },
          ]}
          onChange={setFormat}
        />
        {format === 'png' && (
          <Segmented
            label={words.resolution}
            value={dpi}
            options={PICTURE_DPI.map((value) => ({
              value: String(value),
              label: words.dpi(value),
            }))}
            onChange={setDpi}
          />
        )}
        <p className="caption">{format === 'svg' ? words.svgNote : words.pngNote}</p>
        <Button look="primary" disabled={busy} onClick={() => void save()}>
          {busy ? words.drawing : words.save}
        </Button>
      </div>
    </>
  )
}
