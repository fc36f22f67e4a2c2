import {
  Album,
  Archive,
  Boxes,
  ChartNoAxesColumn,
  CircleDot,
  ClipboardCheck,
  Grid3x3,
  FileCode2,
  History,
  Layers,
  ListOrdered,
  DatabaseZap,
  DraftingCompass,
  Drill,
  Wrench,
  Route,
  Router,
  Settings,
  Shapes,
  type LucideIcon,
} from 'lucide-react'
import type { ComponentType } from 'react'
import { AboutPanel } from '../features/about/AboutPanel.tsx'
import { AnalyticsPanel } from '../features/analytics/AnalyticsPanel.tsx'
import { BackupsPanel } from '../features/backups/BackupsPanel.tsx'
import { BatchPanel } from '../features/batch/BatchPanel.tsx'
import { DrawingsPanel } from '../features/drawings/DrawingsPanel.tsx'
import { FeasibilityPanel } from '../features/feasibility/FeasibilityPanel.tsx'
import { JigsPanel } from '../features/jigs/JigsPanel.tsx'
import { LibraryPanel } from '../features/library/LibraryPanel.tsx'
import { MachinePanel } from '../features/machine/MachinePanel.tsx'
import { PatternPanel } from '../features/pattern/PatternPanel.tsx'
import { FixDriftPanel } from '../features/migration/FixDriftPanel.tsx'
import { MigrationPanel } from '../features/migration/MigrationPanel.tsx'
import { PlansPanel } from '../features/plans/PlansPanel.tsx'
import { PostsPanel } from '../features/posts/PostsPanel.tsx'
import { RecipePanel } from '../features/recipe/RecipePanel.tsx'
import { RosettePanel } from '../features/rosette/RosettePanel.tsx'
import { RunsPanel } from '../features/runs/RunsPanel.tsx'
import { StripsPanel } from '../features/strips/StripsPanel.tsx'
import { ToolpathPanel } from '../features/toolpath/ToolpathPanel.tsx'
import type { PageId } from '../session/navigation.store.ts'
import type { appStrings } from './app.strings.ts'

/** A page with its place in the rail. */
export interface Page {
  readonly id: PageId
  readonly group: keyof typeof appStrings.groups
  readonly icon: LucideIcon
  readonly Panel: ComponentType
  /** Shows the open plan, and means nothing without one. */
  readonly needsPlan: boolean
  /** Is there to change things: who only watches reads it and can press nothing on it. */
  readonly isForChanging?: boolean
}

/** All pages in the craft's order. */
export const PAGES: readonly Page[] = [
  { id: 'plans', group: 'design', icon: Album, Panel: PlansPanel, needsPlan: false },
  {
    id: 'rosette',
    group: 'design',
    icon: CircleDot,
    Panel: RosettePanel,
    needsPlan: true,
    isForChanging: true,
  },
  {
    id: 'pattern',
    group: 'design',
    icon: Grid3x3,
    Panel: PatternPanel,
    needsPlan: true,
    isForChanging: true,
  },
  {
    id: 'drawings',
    group: 'design',
    icon: DraftingCompass,
    Panel: DrawingsPanel,
    needsPlan: false,
    isForChanging: true,
  },
  { id: 'recipe', group: 'design', icon: ListOrdered, Panel: RecipePanel, needsPlan: true },
  { id: 'batch', group: 'design', icon: Boxes, Panel: BatchPanel, needsPlan: false },
  {
    id: 'feasibility',
    group: 'check',
    icon: ClipboardCheck,
    Panel: FeasibilityPanel,
    needsPlan: true,
  },
  { id: 'toolpath', group: 'check', icon: Route, Panel: ToolpathPanel, needsPlan: true },
  { id: 'jigs', group: 'cut', icon: Shapes, Panel: JigsPanel, needsPlan: true },
  { id: 'machine', group: 'cut', icon: Router, Panel: MachinePanel, needsPlan: false },
  { id: 'runs', group: 'learn', icon: History, Panel: RunsPanel, needsPlan: false },
  {
    id: 'analytics',
    group: 'learn',
    icon: ChartNoAxesColumn,
    Panel: AnalyticsPanel,
    needsPlan: false,
  },
  {
    id: 'library',
    group: 'data',
    icon: Drill,
    Panel: LibraryPanel,
    needsPlan: false,
    isForChanging: true,
  },
  {
    id: 'strips',
    group: 'data',
    icon: Layers,
    Panel: StripsPanel,
    needsPlan: false,
    isForChanging: true,
  },
  {
    id: 'posts',
    group: 'data',
    icon: FileCode2,
    Panel: PostsPanel,
    needsPlan: false,
    isForChanging: true,
  },
  {
    id: 'migration',
    group: 'data',
    icon: DatabaseZap,
    Panel: MigrationPanel,
    needsPlan: false,
    isForChanging: true,
  },
  {
    id: 'fix-drift',
    group: 'data',
    icon: Wrench,
    Panel: FixDriftPanel,
    needsPlan: false,
    isForChanging: true,
  },
  {
    id: 'backups',
    group: 'data',
    icon: Archive,
    Panel: BackupsPanel,
    needsPlan: false,
    isForChanging: true,
  },
  { id: 'about', group: 'data', icon: Settings, Panel: AboutPanel, needsPlan: false },
]
