"""Turns a float32 graph into the other forms that exporters write."""
import copy

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper


def to_float16(graph):
    """All numbers in float16, inputs and outputs included."""
    graph = copy.deepcopy(graph)
    for i, tensor in enumerate(graph.graph.initializer):
        if tensor.data_type == TensorProto.FLOAT:
            graph.graph.initializer[i].CopyFrom(half(tensor))
    for node in graph.graph.node:
        for attribute in node.attribute:
            if attribute.name == "value" and attribute.t.data_type == TensorProto.FLOAT:
                attribute.t.CopyFrom(half(attribute.t))
            if node.op_type == "Cast" and attribute.name == "to" and attribute.i == TensorProto.FLOAT:
                attribute.i = TensorProto.FLOAT16
    for value in [*graph.graph.input, *graph.graph.output]:
        if value.type.tensor_type.elem_type == TensorProto.FLOAT:
            value.type.tensor_type.elem_type = TensorProto.FLOAT16
    del graph.graph.value_info[:]
    return graph


def half(tensor):
    return numpy_helper.from_array(numpy_helper.to_array(tensor).astype(np.float16), tensor.name)


def with_bfloat16_edges(graph):
    """Logits, past and present in bfloat16, the computation in float32: processors rarely have more."""
    graph = copy.deepcopy(graph)
    before, after = [], []
    for value in [*graph.graph.input, *graph.graph.output]:
        if value.type.tensor_type.elem_type != TensorProto.FLOAT:
            continue
        value.type.tensor_type.elem_type = TensorProto.BFLOAT16
        is_input = any(value is other for other in graph.graph.input) or value.name.startswith("past")
        inner = value.name + ".float"
        for node in graph.graph.node:
            names = node.input if is_input else node.output
            for i, name in enumerate(names):
                if name == value.name:
                    names[i] = inner
            if not is_input:
                for i, name in enumerate(node.input):
                    if name == value.name:
                        node.input[i] = inner
        if is_input:
            before.append(helper.make_node("Cast", [value.name], [inner], to=TensorProto.FLOAT))
        else:
            after.append(helper.make_node("Cast", [inner], [value.name], to=TensorProto.BFLOAT16))
    nodes = [*before, *graph.graph.node, *after]
    del graph.graph.node[:]
    graph.graph.node.extend(nodes)
    return graph


def merge(begin, go_on):
    """One graph with an If on use_cache_branch; weights that both have are kept once, outside."""
    shared, branches = {}, []
    for prefix, graph in (("begin.", begin), ("go_on.", go_on)):
        branches.append(branch(copy.deepcopy(graph.graph), prefix, shared))
    outputs = [output.name for output in go_on.graph.output]
    choice = helper.make_node("If", ["use_cache_branch"], outputs, then_branch=branches[1], else_branch=branches[0])
    flag = helper.make_tensor_value_info("use_cache_branch", TensorProto.BOOL, [1])
    merged = helper.make_graph([choice], "merged", [*go_on.graph.input, flag], go_on.graph.output,
                               [tensor for tensor, _ in shared.values()])
    return helper.make_model(merged, opset_imports=go_on.opset_import, ir_version=go_on.ir_version)


def branch(graph, prefix, shared):
    """A body for If: its values renamed, its weights moved out, its outputs in the order of the model's."""
    names = {}
    for tensor in graph.initializer:
        array = numpy_helper.to_array(tensor)
        key = (array.dtype.str, array.shape, array.tobytes())
        if key not in shared:
            name = f"weight_{len(shared)}"
            shared[key] = (numpy_helper.from_array(array, name), name)
        names[tensor.name] = shared[key][1]
    for node in graph.node:
        for output in node.output:
            names[output] = prefix + output
    for node in graph.node:
        node.name = prefix + node.name
        node.input[:] = [names.get(name, name) for name in node.input]
        node.output[:] = [names[name] for name in node.output]
    outputs = [helper.make_tensor_value_info(names[o.name], o.type.tensor_type.elem_type, None) for o in graph.output]
    return helper.make_graph(list(graph.node), prefix + "branch", [], outputs)
