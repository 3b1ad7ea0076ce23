/** The names in a table, with their types: as zod and the command line want them. */
export const namesOf = <Name extends string>(table: Readonly<Record<Name, unknown>>): readonly [Name, ...Name[]] =>
  // Safe: a table has no other keys than those of its type, and none of ours is empty.
  Object.keys(table) as [Name, ...Name[]];
