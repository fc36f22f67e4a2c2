import { Grid3x3, ZoomIn } from 'lucide-react'
import { useCallback, useRef } from 'react'
import { columnCountOf, rowCountOf } from '#core/pattern/grid.ts'
import { PATTERN_KEYS, type Pattern } from '#core/pattern/pattern.schema.ts'
import { STANDARD_VENEERS } from '#core/pattern/standard-veneers.ts'
import type { Plan, TileRing } from '#core/rosette/plan.schema.ts'
import { useNavigation } from '../../session/navigation.store.ts'
import { usePlan } from '../../session/plan.store.ts'
import { Button, IconButton } from '../../ui/Button.tsx'
import { Segmented, SelectField } from '../../ui/Choice.tsx'
import { classNames } from '../../ui/class-names.ts'
import { HelpPopover } from '../../ui/HelpPopover.tsx'
import { EmptyState } from '../../ui/States.tsx'
import { useFileDrop } from '../../ui/use-file-drop.ts'
import { CompareStage } from './CompareStage.tsx'
import { LibraryPanel } from './LibraryPanel.tsx'
import { MatrixCanvas } from './MatrixCanvas.tsx'
import { MatrixToolbar } from './MatrixToolbar.tsx'
import { PalettePanel } from './PalettePanel.tsx'
import './pattern.css'
import { type SideTab, usePattern } from './pattern.store.ts'
import { patternStrings as words } from './pattern.strings.ts'
import { takePicture, tileSizeOf } from './picture-files.ts'
import { usePicture } from './picture.store.ts'
import { PicturePanel } from './PicturePanel.tsx'
import { PictureStage } from './PictureStage.tsx'
import { RingPreview } from './RingPreview.tsx'
import { SizePanel } from './SizePanel.tsx'
import { TemplatesPanel } from './TemplatesPanel.tsx'
import { useClipboard, usePatternCommands } from './use-pattern-commands.ts'
import { tileInFocus, tileRingsOf, withPattern, withTileRing } from './tile-in-plan.ts'

const TABS = (['palette', 'size', 'templates', 'picture', 'library'] as const).map((value) => ({
  value,
  label: words.tabs[value],
}))
const ASSEMBLIES = (['slip', 'book', 'inversion'] as const).map((value) => ({
  value,
  label: words.assemblies[value],
}))

function blankTile(plan: Plan, tile: TileRing): Pattern {
  const { rows, columns } = tileSizeOf(plan, tile)
  const { black, white, red, green } = STANDARD_VENEERS
  const palette = [white, black, red, green].map((veneer, index) => ({
    key: PATTERN_KEYS.charAt(index),
    ...veneer,
    thicknessMm: plan.stock.veneerMm,
  }))
  const row = (palette[0]?.key ?? 'A').repeat(columns)
  return { palette, rows: new Array<string>(rows).fill(row) }
}

function NoPattern({ plan, tile }: { plan: Plan; tile: TileRing }) {
  const edit = usePlan((state) => state.edit)
  const change = usePattern((state) => state.change)
  const size = tileSizeOf(plan, tile)
  const show = (tab: SideTab) => () => {
    change({ tab })
  }
  return (
    <EmptyState
      title={words.none.title}
      text={words.none.text(size.rows, size.columns)}
      picture={<Grid3x3 size={96} strokeWidth={1} />}
      action={
        <div className="button-row">
          <Button
            look="primary"
            onClick={() => {
              edit((now) => withPattern(now, tile.id, blankTile(now, tile)))
              // the ground is there already: the first stroke is to be seen on it
              change({ brushKey: PATTERN_KEYS.charAt(1), tab: 'palette' })
            }}
          >
            {words.none.blank}
          </Button>
          <Button onClick={show('templates')}>{words.none.template}</Button>
          <Button onClick={show('picture')}>{words.none.picture}</Button>
          <Button onClick={show('library')}>{words.none.library}</Button>
        </div>
      }
    />
  )
}

/** How the tiles are laid, and the ring that comes of it. */
function RingSide({
  tile,
  pattern,
  onReady,
}: {
  tile: TileRing
  pattern: Pattern
  onReady: (showSoon: (pattern: Pattern) => void) => void
}) {
  const edit = usePlan((state) => state.edit)
  const closeUp = usePattern((state) => state.closeUp)
  const change = usePattern((state) => state.change)
  const odd = tile.assembly !== 'slip' && tile.tileCount % 2 === 1
  const cells = rowCountOf(pattern) * columnCountOf(pattern) * tile.tileCount
  return (
    <section className="ring-side" aria-label={words.preview.title}>
      <div className="ring-side-head">
        <Segmented
          label={words.assembly}
          value={tile.assembly}
          options={ASSEMBLIES}
          onChange={(assembly) => {
            edit((plan) => withTileRing(plan, tile.id, (ring) => ({ ...ring, assembly })))
          }}
        />
        <HelpPopover content={words.assemblyHelp} labels={words.help} />
        <IconButton
          label={words.preview.joints}
          aria-pressed={closeUp}
          className={classNames('close-up', closeUp && 'tool-on')}
          onClick={() => {
            change({ closeUp: !closeUp })
          }}
        >
          <ZoomIn size={18} aria-hidden="true" />
        </IconButton>
      </div>
      <RingPreview tile={tile} pattern={pattern} onReady={onReady} />
      <p className="caption">
        {words.preview.tiles(tile.tileCount)} · {words.preview.cells(cells)}
      </p>
      {odd && <p className="note note-warning">{words.preview.odd(tile.tileCount)}</p>}
    </section>
  )
}

function Editor({ tile, pattern }: { tile: TileRing; pattern: Pattern }) {
  const showSoon = useRef<(pattern: Pattern) => void>(() => undefined)
  const onReady = useCallback((show: (pattern: Pattern) => void) => {
    showSoon.current = show
  }, [])
  const onPicture = useCallback((drawn: Pattern) => {
    showSoon.current(drawn)
  }, [])
  usePatternCommands(pattern)
  return (
    <>
      <MatrixToolbar />
      <div className="pattern-stage">
        <MatrixCanvas pattern={pattern} onPicture={onPicture} />
        <RingSide tile={tile} pattern={pattern} onReady={onReady} />
      </div>
    </>
  )
}

/** The workspace: the matrix, a picture that becomes one, or two patterns side by side. */
function Workspace({ plan, tile }: { plan: Plan; tile: TileRing }) {
  const tab = usePattern((state) => state.tab)
  const comparedId = usePattern((state) => state.comparedId)
  const hasPicture = usePicture((state) => state.source !== null)
  if (tab === 'picture' && hasPicture) return <PictureStage tile={tile} />
  if (tab === 'library' && comparedId !== null) {
    return <CompareStage plan={plan} tile={tile} patternId={comparedId} />
  }
  if (tile.pattern === null) return <NoPattern plan={plan} tile={tile} />
  return <Editor tile={tile} pattern={tile.pattern} />
}

function RingChoice({ plan, tile }: { plan: Plan; tile: TileRing }) {
  const change = usePattern((state) => state.change)
  const rings = tileRingsOf(plan)
  if (rings.length < 2) return null
  return (
    <div className="ring-choice">
      <SelectField
        label={words.ring}
        value={tile.id}
        options={rings.map(({ id, name }) => ({ value: id, label: name }))}
        onChange={(ringId) => {
          change({ ringId, selection: null, cursor: { row: 0, column: 0 } })
        }}
      />
    </div>
  )
}

/** Every tab has its own foot, if it has an action of its own. */
function TabContent({ plan, tile, tab }: { plan: Plan; tile: TileRing; tab: SideTab }) {
  if (tab === 'templates') return <TemplatesPanel plan={plan} tile={tile} />
  if (tab === 'picture') return <PicturePanel plan={plan} tile={tile} />
  const Panel = tab === 'palette' ? PalettePanel : SizePanel
  const { pattern } = tile
  return (
    <>
      <div className="bench-scroll">
        {tab === 'library' && <LibraryPanel tile={tile} />}
        {tab !== 'library' && pattern === null && <p className="muted">{words.none.title}</p>}
        {tab !== 'library' && pattern !== null && (
          <Panel plan={plan} tile={tile} pattern={pattern} />
        )}
      </div>
      {pattern !== null && <NextStep />}
    </>
  )
}

/** What comes after the picture: the sticks it is built of. */
function NextStep() {
  const goTo = useNavigation((state) => state.goTo)
  return (
    <div className="bench-foot">
      <Button
        look="primary"
        onClick={() => {
          void usePlan.getState().flush()
          goTo('recipe')
        }}
      >
        {words.next}
      </Button>
    </div>
  )
}

function Side({ plan, tile }: { plan: Plan; tile: TileRing }) {
  const tab = usePattern((state) => state.tab)
  const change = usePattern((state) => state.change)
  return (
    <aside className="bench-side" aria-label={words.inspector}>
      <div className="inspector-head pattern-tabs">
        <Segmented
          label={words.tabsLabel}
          value={tab}
          options={TABS}
          onChange={(next) => {
            change({ tab: next })
          }}
        />
      </div>
      <RingChoice plan={plan} tile={tile} />
      <TabContent plan={plan} tile={tile} tab={tab} />
    </aside>
  )
}

function NoTileRing() {
  const goTo = useNavigation((state) => state.goTo)
  return (
    <EmptyState
      title={words.none.noRingTitle}
      text={words.none.noRingText}
      picture={<Grid3x3 size={96} strokeWidth={1} />}
      action={
        <Button
          look="primary"
          onClick={() => {
            goTo('rosette')
          }}
        >
          {words.none.toRosette}
        </Button>
      }
    />
  )
}

/** The picture of one tile, cell by cell, and the ring it makes. */
export function PatternPanel() {
  const plan = usePlan((state) => state.history?.present ?? null)
  const ringId = usePattern((state) => state.ringId)
  const { over, handlers } = useFileDrop(takePicture)
  useClipboard(takePicture)
  if (plan === null) return null
  const tile = tileInFocus(plan, ringId)
  if (tile === null) return <NoTileRing />
  return (
    <div className={over ? 'bench pattern-page pattern-over' : 'bench pattern-page'} {...handlers}>
      <div className="bench-main">
        <Workspace plan={plan} tile={tile} />
        {over && <p className="drop-words">{words.picture.dropHere}</p>}
      </div>
      <Side plan={plan} tile={tile} />
    </div>
  )
}
