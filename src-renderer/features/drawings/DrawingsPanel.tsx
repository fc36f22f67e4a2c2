import { Save, X } from 'lucide-react'
import { useEffect, useMemo } from 'react'
import type { OpenDrawing } from '#core/contract/drawings.contract.ts'
import { segmentCount } from '#core/drawing/packed-drawing.ts'
import { Button, IconButton } from '../../ui/Button.tsx'
import { Segmented } from '../../ui/Choice.tsx'
import { saveText } from '../../ui/save-text.ts'
import { showToast } from '../../ui/toast.store.ts'
import { useFileDrop } from '../../ui/use-file-drop.ts'
import { DrawingCanvas } from './DrawingCanvas.tsx'
import { type DrawingFacts, useDrawingFacts } from './drawing-facts.ts'
import './drawings.css'
import { type DrawingTab, followImport, useDrawings } from './drawings.store.ts'
import { drawingsStrings as words } from './drawings.strings.ts'
import { exportFile, type ExportFormat } from './export-drawing.ts'
import { LayersTab } from './LayersTab.tsx'
import {
  NothingOpen,
  OpenButton,
  OpenFailed,
  OpeningBar,
  UnitQuestion,
  useRecent,
} from './OpenStates.tsx'
import { PathsTab } from './PathsTab.tsx'
import { ReportTab } from './ReportTab.tsx'
import { SliceTab } from './SliceTab.tsx'
import { cutOf, paramsOf, sliceChosen, useSlicing } from './slicing.store.ts'
import { UseTab } from './UseTab.tsx'

const TABS = (['layers', 'paths', 'report', 'slices', 'use'] as const).map((value) => ({
  value,
  label: words.tabs[value],
}))
const FORMATS = Object.keys(words.exports) as ExportFormat[]

/** The name of the drawing with its unit, and what is done with the whole of it. */
function DrawingHead({ open, facts }: { open: OpenDrawing; facts: DrawingFacts | null }) {
  const close = useDrawings((state) => state.close)
  const { drawing, report } = open
  const { units } = report
  const save = (format: ExportFormat) => {
    if (facts === null) return
    const file = exportFile(facts, drawing.fileName, drawing.choices.layersOff, format)
    saveText(file.fileName, file.text)
    showToast(words.exported(file.fileName))
  }
  return (
    <header className="drawing-head">
      <h2>{drawing.fileName}</h2>
      {units.kind === 'settled' && (
        <span className="caption">
          {`${words.unit} ${words.unitNames[units.unit] ?? units.unit}, ${units.by === 'header' ? words.unitByHeader : words.unitByChoice}`}
        </span>
      )}
      {facts !== null && (
        <span className="caption">
          {words.summary(facts.paths.length, segmentCount(facts.packed))}
        </span>
      )}
      <span className="drawing-head-actions">
        {facts !== null && (
          <>
            <span className="caption">{words.export}</span>
            {FORMATS.map((format) => (
              <Button
                key={format}
                size="small"
                icon={<Save size={14} />}
                onClick={() => {
                  save(format)
                }}
              >
                {words.exports[format]}
              </Button>
            ))}
          </>
        )}
        <OpenButton label={words.openAnother} />
        <IconButton label={words.closeDrawing} onClick={close}>
          <X size={18} aria-hidden="true" />
        </IconButton>
      </span>
    </header>
  )
}

/** What is sliced now; null while nothing is chosen or the slices are not looked at. */
function useSlices(facts: DrawingFacts | null, tab: DrawingTab) {
  const chosen = useDrawings((state) => state.chosen)
  const other = useDrawings((state) => state.other)
  const settings = useSlicing((state) => state.settings)
  return useMemo(() => {
    const cut =
      facts === null || tab !== 'slices' ? null : cutOf(facts.packed, { chosen, other }, settings)
    if (facts === null || cut === null) return { params: null, result: null }
    const params = paramsOf(cut, settings)
    return { params, result: sliceChosen(facts.packed, params) }
  }, [facts, tab, chosen, other, settings])
}

function Side({
  open,
  facts,
  tab,
  slices,
}: {
  open: OpenDrawing
  facts: DrawingFacts | null
  tab: DrawingTab
  slices: ReturnType<typeof useSlices>
}) {
  const { layersOff } = open.drawing.choices
  if (tab === 'report') return <ReportTab open={open} facts={facts} />
  if (facts === null) return null
  switch (tab) {
    case 'layers':
      return <LayersTab facts={facts} layersOff={layersOff} />
    case 'paths':
      return <PathsTab facts={facts} layersOff={layersOff} />
    case 'slices':
      return <SliceTab facts={facts} drawing={open.drawing} {...slices} />
    case 'use':
      return <UseTab open={open} facts={facts} />
  }
}

function OpenDrawingBench({ open }: { open: OpenDrawing }) {
  const facts = useDrawingFacts(open)
  const chosenTab = useDrawings((state) => state.tab)
  const show = useDrawings((state) => state.show)
  const tab = facts === null ? 'report' : chosenTab
  const slices = useSlices(facts, tab)
  const isEmpty = facts !== null && facts.paths.length === 0
  return (
    <div className="bench">
      <div className="bench-main">
        <DrawingHead open={open} facts={facts} />
        {facts === null ? (
          <UnitQuestion open={open} />
        ) : (
          <DrawingCanvas
            open={open}
            facts={facts}
            slicing={slices.result?.ok === true ? slices.result.value : null}
          />
        )}
        {isEmpty && <p className="drawing-todo">{words.noPaths}</p>}
        <OpeningBar />
      </div>
      <aside className="bench-side drawing-side" aria-label={words.tabs[tab]}>
        {facts !== null && (
          <div className="drawing-tabs">
            <Segmented
              label={words.tabsLabel}
              value={tab}
              options={TABS}
              onChange={(next) => {
                show({ tab: next })
              }}
            />
          </div>
        )}
        <div className="bench-scroll">
          <Side open={open} facts={facts} tab={tab} slices={slices} />
        </div>
      </aside>
    </div>
  )
}

/** The Drawing page: a DXF brought in, looked at, sliced, and taken into the plan. */
export function DrawingsPanel() {
  const open = useDrawings((state) => state.open)
  const failed = useDrawings((state) => state.failed)
  const opening = useDrawings((state) => state.opening)
  const openFile = useDrawings((state) => state.openFile)
  const { over, handlers } = useFileDrop((file) => void openFile(file))
  useRecent()
  useEffect(followImport, [])
  const isFailed = failed !== null && opening === null
  return (
    <div className="drawing-page" {...handlers}>
      {isFailed ? (
        <OpenFailed />
      ) : open !== null ? (
        <OpenDrawingBench open={open} />
      ) : opening === null ? (
        <NothingOpen />
      ) : (
        <div className="drawing-start">
          <OpeningBar />
        </div>
      )}
      {over && (
        <div className="drawing-drop" aria-hidden="true">
          {words.drop}
        </div>
      )}
    </div>
  )
}
