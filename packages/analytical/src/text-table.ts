/** Rows as lines of text, each column as wide as its widest cell; the columns named by `numbers` are set to the right. */
export function textTable(rows: readonly (readonly string[])[], numbers: readonly number[] = []): string[] {
  const columns = Math.max(0, ...rows.map((row) => row.length))
  const widths = Array.from({ length: columns }, (_, column) =>
    Math.max(...rows.map((row) => row[column]?.length ?? 0)),
  )
  const padded = (cell: string, column: number) => {
    const width = widths[column] as number
    return numbers.includes(column) ? cell.padStart(width) : cell.padEnd(width)
  }
  return rows.map((row) => row.map(padded).join('  ').trimEnd())
}
