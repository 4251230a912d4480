import { z } from 'zod'
import { Column } from './fields.ts'

const Parameter = z.union([
  z.strictObject({
    StringParameterDeclaration: z.strictObject({
      Name: z.string(),
      ParameterValueType: z.enum(['SINGLE_VALUED', 'MULTI_VALUED']),
      DefaultValues: z.strictObject({ StaticValues: z.array(z.string()) }),
      ValueWhenUnset: z.strictObject({ ValueWhenUnsetOption: z.literal('RECOMMENDED_VALUE') }),
    }),
  }),
  z.strictObject({
    DateTimeParameterDeclaration: z.strictObject({
      Name: z.string(),
      TimeGranularity: z.literal('DAY'),
      DefaultValues: z.strictObject({ RollingDate: z.strictObject({ Expression: z.string() }) }),
      ValueWhenUnset: z.strictObject({ ValueWhenUnsetOption: z.literal('RECOMMENDED_VALUE') }),
    }),
  }),
])
const Named = z.strictObject({ Parameter: z.string() })
const Filter = z.union([
  z.strictObject({
    CategoryFilter: z.strictObject({
      FilterId: z.string(),
      Column,
      Configuration: z.union([
        z.strictObject({
          CustomFilterConfiguration: z.strictObject({
            MatchOperator: z.literal('EQUALS'),
            ParameterName: z.string(),
            NullOption: z.literal('NON_NULLS_ONLY'),
          }),
        }),
        z.strictObject({
          FilterListConfiguration: z.strictObject({
            MatchOperator: z.literal('DOES_NOT_CONTAIN'),
            CategoryValues: z.array(z.string()).min(1),
            NullOption: z.literal('NON_NULLS_ONLY'),
          }),
        }),
      ]),
    }),
  }),
  z.strictObject({
    TimeEqualityFilter: z.strictObject({
      FilterId: z.string(),
      Column,
      TimeGranularity: z.literal('MONTH'),
      RollingDate: z.strictObject({ Expression: z.string() }),
    }),
  }),
  z.strictObject({
    TimeRangeFilter: z.strictObject({
      FilterId: z.string(),
      Column,
      IncludeMinimum: z.literal(true),
      IncludeMaximum: z.literal(true),
      NullOption: z.literal('NON_NULLS_ONLY'),
      TimeGranularity: z.literal('DAY'),
      RangeMinimumValue: Named,
      RangeMaximumValue: Named,
    }),
  }),
])
export type Filter = z.infer<typeof Filter>
const FilterGroup = z.strictObject({
  FilterGroupId: z.string(),
  CrossDataset: z.literal('SINGLE_DATASET'),
  Status: z.literal('ENABLED'),
  Filters: z.array(Filter).min(1),
  ScopeConfiguration: z.union([
    z.strictObject({ AllSheets: z.strictObject({}) }),
    z.strictObject({
      SelectedSheets: z.strictObject({
        SheetVisualScopingConfigurations: z.array(
          z.union([
            z.strictObject({ SheetId: z.string(), Scope: z.literal('ALL_VISUALS') }),
            z.strictObject({
              SheetId: z.string(),
              Scope: z.literal('SELECTED_VISUALS'),
              VisualIds: z.array(z.string()).min(1),
            }),
          ]),
        ),
      }),
    }),
  ]),
})
const control = { ParameterControlId: z.string(), Title: z.string(), SourceParameterName: z.string() }
const Control = z.union([
  z.strictObject({ DateTimePicker: z.strictObject(control) }),
  z.strictObject({
    Dropdown: z.strictObject({
      ...control,
      Type: z.enum(['SINGLE_SELECT', 'MULTI_SELECT']),
      SelectableValues: z.strictObject({ LinkToDataSetColumn: Column }),
    }),
  }),
])
const Canvas = z.strictObject({
  ScreenCanvasSizeOptions: z.strictObject({ ResizeOption: z.literal('FIXED'), OptimizedViewPortWidth: z.string() }),
})
const Element = z.strictObject({
  ElementId: z.string(),
  ElementType: z.literal('VISUAL'),
  ColumnIndex: z.number(),
  ColumnSpan: z.number(),
  RowIndex: z.number(),
  RowSpan: z.number(),
})
export type Element = z.infer<typeof Element>

/** A dashboard that can be drawn; its visuals are read one by one, each by its kind. */
export const Definition = z.strictObject({
  DataSetIdentifierDeclarations: z.array(
    z.strictObject({
      Identifier: z.string(),
      DataSetArn: z.strictObject({ 'Fn::GetAtt': z.tuple([z.string(), z.literal('Arn')]) }),
    }),
  ),
  CalculatedFields: z.array(
    z.strictObject({ DataSetIdentifier: z.string(), Name: z.string(), Expression: z.string() }),
  ),
  ParameterDeclarations: z.array(Parameter),
  FilterGroups: z.array(FilterGroup),
  Options: z.strictObject({ WeekStart: z.literal('MONDAY') }),
  Sheets: z.array(
    z.strictObject({
      SheetId: z.string(),
      Name: z.string(),
      Description: z.string(),
      ContentType: z.literal('INTERACTIVE'),
      ParameterControls: z.array(Control),
      Visuals: z.array(z.record(z.string(), z.unknown())),
      Layouts: z
        .array(
          z.strictObject({
            Configuration: z.strictObject({
              GridLayout: z.strictObject({ Elements: z.array(Element), CanvasSizeOptions: Canvas }),
            }),
          }),
        )
        .length(1),
    }),
  ),
})
export type Definition = z.infer<typeof Definition>
