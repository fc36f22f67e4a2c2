import type { RiskAnswer } from '#core/contract/analytics.contract.ts'
import { Table, type Column } from '../../ui/Table.tsx'
import { analyticsStrings as words } from './analytics.strings.ts'
import { scoreText } from './analytics.view-model.ts'
import { GradeBar } from './GradeBar.tsx'

type Lane = RiskAnswer['lanes'][number]
type Move = RiskAnswer['transitions'][number]

const LANE_COLUMNS: readonly Column<Lane>[] = [
  {
    id: 'lane',
    head: words.columns.lane,
    cell: ({ lane }) => <strong className="nowrap">{words.lanes[lane]}</strong>,
  },
  { id: 'jobs', head: words.columns.jobs, numeric: true, cell: ({ jobs }) => jobs },
  {
    id: 'grades',
    head: words.columns.grades,
    cell: ({ grades }) => <GradeBar grades={grades} />,
  },
  {
    id: 'risk',
    head: words.columns.risk,
    numeric: true,
    cell: ({ averageRisk }) => scoreText(averageRisk),
  },
  {
    id: 'fragility',
    head: words.columns.fragility,
    numeric: true,
    cell: ({ averageFragility }) => scoreText(averageFragility),
  },
]

const MOVE_COLUMNS: readonly Column<Move>[] = [
  {
    id: 'move',
    head: words.columns.move,
    cell: ({ from, to }) => words.move(words.lanes[from], words.lanes[to]),
  },
  { id: 'times', head: words.columns.times, numeric: true, cell: ({ count }) => count },
]

/** Every lane with its jobs, also those without any. */
export function LaneTable({ lanes }: { lanes: readonly Lane[] }) {
  return (
    <Table
      label={words.lanesTitle}
      rows={lanes}
      columns={LANE_COLUMNS}
      keyOf={({ lane }) => lane}
    />
  )
}

/** How often plans went from lane to lane. */
export function MoveTable({ moves }: { moves: readonly Move[] }) {
  if (moves.length === 0) return <p className="muted">{words.noMoves}</p>
  return (
    <Table
      label={words.movesTitle}
      rows={moves}
      columns={MOVE_COLUMNS}
      keyOf={({ from, to }) => `${from} ${to}`}
    />
  )
}
