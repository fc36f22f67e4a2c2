import type { Sheet } from './sheet.ts'
import {
  corner,
  type DxfDialect,
  entitiesOf,
  extentVariables,
  pair,
  textEntity,
} from './write-dxf.ts'

/** Handles of what every R2000 file holds; entities count on from the last. */
const HANDLE = {
  tables: { VPORT: '1', LTYPE: '2', LAYER: '3', STYLE: '4', VIEW: '5', UCS: '6', APPID: '7' },
  dimstyle: '8',
  blockRecords: '9',
  modelRecord: 'A',
  paperRecord: 'B',
  modelBlock: 'C',
  modelEnd: 'D',
  paperBlock: 'E',
  paperEnd: 'F',
  byBlock: '10',
  byLayer: '11',
  continuous: '12',
  style: '13',
  appid: '14',
  dimstyleStandard: '15',
  root: '16',
  groups: '17',
} as const
const FIRST_FREE = 0x20

/** Counts handles up, in hexadecimal as the format has them. */
function handleCounter(): () => string {
  let next = FIRST_FREE
  return () => {
    next += 1
    return (next - 1).toString(16).toUpperCase()
  }
}

function table(name: string, handle: string, entries: readonly (readonly string[])[]) {
  const head = [pair(0, 'TABLE'), pair(2, name), pair(5, handle), pair(330, '0')]
  const count = [pair(100, 'AcDbSymbolTable'), pair(70, entries.length)]
  return [...head, ...count, ...entries.flat(), pair(0, 'ENDTAB')]
}

/** The beginning of an entry of a table. */
function entry(
  type: string,
  handle: string,
  owner: string,
  of: { readonly subclass: string; readonly name: string },
): readonly string[] {
  const own = pair(type === 'DIMSTYLE' ? 105 : 5, handle)
  return [
    ...[pair(0, type), own, pair(330, owner), pair(100, 'AcDbSymbolTableRecord')],
    ...[pair(100, of.subclass), pair(2, of.name)],
  ]
}

function lineType(handle: string, name: string): readonly string[] {
  const head = entry('LTYPE', handle, HANDLE.tables.LTYPE, {
    subclass: 'AcDbLinetypeTableRecord',
    name,
  })
  return [...head, pair(70, 0), pair(3, ''), pair(72, 65), pair(73, 0), pair(40, '0')]
}

function layers(sheet: Sheet, nextHandle: () => string): readonly (readonly string[])[] {
  const declared = sheet.layers.some(({ name }) => name === '0')
    ? sheet.layers
    : [{ name: '0', dxfColour: 7 }, ...sheet.layers]
  return declared.map(({ name, dxfColour }) => [
    ...entry('LAYER', nextHandle(), HANDLE.tables.LAYER, {
      subclass: 'AcDbLayerTableRecord',
      name,
    }),
    ...[pair(70, 0), pair(62, dxfColour), pair(6, 'Continuous'), pair(370, -3)],
  ])
}

function tables(sheet: Sheet, nextHandle: () => string): readonly string[] {
  const { tables: own } = HANDLE
  const style = entry('STYLE', HANDLE.style, own.STYLE, {
    subclass: 'AcDbTextStyleTableRecord',
    name: 'Standard',
  })
  const appid = entry('APPID', HANDLE.appid, own.APPID, {
    subclass: 'AcDbRegAppTableRecord',
    name: 'ACAD',
  })
  const dimstyle = entry('DIMSTYLE', HANDLE.dimstyleStandard, HANDLE.dimstyle, {
    subclass: 'AcDbDimStyleTableRecord',
    name: 'Standard',
  })
  const record = (handle: string, name: string) =>
    entry('BLOCK_RECORD', handle, HANDLE.blockRecords, { subclass: 'AcDbBlockTableRecord', name })
  const styleValues = [pair(70, 0), pair(40, '0'), pair(41, '1'), pair(50, '0'), pair(71, 0)]
  return [
    ...[...table('VPORT', own.VPORT, [])],
    ...table('LTYPE', own.LTYPE, [
      lineType(HANDLE.byBlock, 'ByBlock'),
      lineType(HANDLE.byLayer, 'ByLayer'),
      lineType(HANDLE.continuous, 'Continuous'),
    ]),
    ...table('LAYER', own.LAYER, layers(sheet, nextHandle)),
    ...table('STYLE', own.STYLE, [
      [...style, ...styleValues, pair(42, '2.5'), pair(3, 'txt'), pair(4, '')],
    ]),
    ...table('VIEW', own.VIEW, []),
    ...table('UCS', own.UCS, []),
    ...table('APPID', own.APPID, [[...appid, pair(70, 0)]]),
    ...table('DIMSTYLE', HANDLE.dimstyle, [[...dimstyle, pair(70, 0)]]),
    ...table('BLOCK_RECORD', HANDLE.blockRecords, [
      record(HANDLE.modelRecord, '*Model_Space'),
      record(HANDLE.paperRecord, '*Paper_Space'),
    ]),
  ]
}

function emptyBlock(name: string, handles: readonly [record: string, begin: string, end: string]) {
  const [record, begin, end] = handles
  const entity = (type: string, handle: string, subclass: string) => [
    ...[pair(0, type), pair(5, handle), pair(330, record), pair(100, 'AcDbEntity'), pair(8, '0')],
    pair(100, subclass),
  ]
  return [
    ...entity('BLOCK', begin, 'AcDbBlockBegin'),
    ...[pair(2, name), pair(70, 0), pair(10, '0'), pair(20, '0'), pair(30, '0')],
    ...[pair(3, name), pair(1, '')],
    ...entity('ENDBLK', end, 'AcDbBlockEnd'),
  ]
}

const BLOCKS = [
  ...emptyBlock('*Model_Space', [HANDLE.modelRecord, HANDLE.modelBlock, HANDLE.modelEnd]),
  ...emptyBlock('*Paper_Space', [HANDLE.paperRecord, HANDLE.paperBlock, HANDLE.paperEnd]),
]

/** The root of the objects, without which AutoCAD opens no file. */
const OBJECTS = [
  ...[pair(0, 'DICTIONARY'), pair(5, HANDLE.root), pair(330, '0'), pair(100, 'AcDbDictionary')],
  ...[pair(281, 1), pair(3, 'ACAD_GROUP'), pair(350, HANDLE.groups)],
  ...[pair(0, 'DICTIONARY'), pair(5, HANDLE.groups), pair(330, HANDLE.root)],
  ...[pair(100, 'AcDbDictionary'), pair(281, 1)],
]

function section(name: string, content: readonly string[]): readonly string[] {
  return [pair(0, 'SECTION'), pair(2, name), ...content, pair(0, 'ENDSEC')]
}

function dialect(nextHandle: () => string): DxfDialect {
  return {
    version: 'R2000',
    head: (name, layer, subclass) => [
      ...[pair(0, name), pair(5, nextHandle()), pair(330, HANDLE.modelRecord)],
      ...[pair(100, 'AcDbEntity'), pair(8, layer), pair(100, subclass)],
    ],
    loop: (layer, path, head) => [
      ...head('LWPOLYLINE', layer, 'AcDbPolyline'),
      ...[pair(90, path.length), pair(70, 1)],
      ...path.flatMap(corner),
    ],
  }
}

/**
 * A sheet as an R2000 (AC1015) DXF in mm, for programs that want LWPOLYLINE: as `writeDxfR12`, with the
 * handles, tables and objects the version asks for.
 */
export function writeDxfR2000(sheet: Sheet): string {
  const nextHandle = handleCounter()
  const own = dialect(nextHandle)
  const tablesText = tables(sheet, nextHandle)
  const entities = [
    ...sheet.shapes.flatMap(({ layer, path }) => entitiesOf(layer, path, own)),
    ...sheet.labels.flatMap((label) => textEntity(label, own)),
  ]
  const header = [
    ...[pair(9, '$ACADVER'), pair(1, 'AC1015'), pair(9, '$DWGCODEPAGE'), pair(3, 'ANSI_1252')],
    ...[pair(9, '$HANDSEED'), pair(5, nextHandle())],
    ...extentVariables(sheet),
  ]
  return [
    ...section('HEADER', header),
    ...section('CLASSES', []),
    ...section('TABLES', tablesText),
    ...section('BLOCKS', BLOCKS),
    ...section('ENTITIES', entities),
    ...section('OBJECTS', OBJECTS),
    pair(0, 'EOF'),
    '',
  ].join('\n')
}
