import protobuf from "protobufjs";

/** What a training graph needs of the format; names and numbers are those of the ONNX project's `onnx.proto`. */
const SOURCE = `
syntax = "proto3";
package onnx;
message AttributeProto {
  string name = 1;
  float f = 2;
  int64 i = 3;
  repeated int64 ints = 8;
  int32 type = 20;
}
message NodeProto {
  repeated string input = 1;
  repeated string output = 2;
  string op_type = 4;
  repeated AttributeProto attribute = 5;
}
message TensorProto {
  repeated int64 dims = 1;
  int32 data_type = 2;
  repeated float float_data = 4;
  repeated int64 int64_data = 7;
  string name = 8;
}
message TensorShapeProto {
  message Dimension { int64 dim_value = 1; }
  repeated Dimension dim = 1;
}
message TypeProto {
  message Tensor { int32 elem_type = 1; TensorShapeProto shape = 2; }
  Tensor tensor_type = 1;
}
message ValueInfoProto {
  string name = 1;
  TypeProto type = 2;
}
message GraphProto {
  repeated NodeProto node = 1;
  string name = 2;
  repeated TensorProto initializer = 5;
  repeated ValueInfoProto input = 11;
  repeated ValueInfoProto output = 12;
}
message OperatorSetIdProto {
  string domain = 1;
  int64 version = 2;
}
message ModelProto {
  int64 ir_version = 1;
  GraphProto graph = 7;
  repeated OperatorSetIdProto opset_import = 8;
}
`;

const model = protobuf.parse(SOURCE, { keepCase: true }).root.lookupType("onnx.ModelProto");

/** The codes of the element types. */
export const elementTypes = { f32: 1, i32: 6, i64: 7 } as const;

/** The bytes of a model that is given by its fields. */
export const encodeModel = (fields: { readonly [name: string]: unknown }): Uint8Array => {
  const fault = model.verify(fields);
  if (fault !== null) throw new TypeError(`onnx: ${fault}`);
  return model.encode(model.create(fields)).finish();
};
